namespace TinyMl.Operators.Float32;

/// <summary>
/// min(max(x, minimum), maximum), float32: Relu, Relu6, Clip; see <see cref="Unary{TFunction}"/> for its tensors.
/// Attributes: the minimum, the maximum; infinite where left out.
/// </summary>
public static class Clamp
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ClampFloat32,
        64,
        static (ref OperatorReader reader) =>
            new Unary<Range>(ref reader, static (ref OperatorReader attributes) => new Range(FloatRange.Read(ref attributes))));

    private readonly struct Range(FloatRange range) : IUnaryFunction
    {
        private readonly FloatRange _range = range;

        public float Apply(float x) => _range.Clamp(x);
    }
}
