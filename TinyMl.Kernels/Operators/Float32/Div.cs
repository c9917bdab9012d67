namespace TinyMl.Operators.Float32;

/// <summary>clamp(left / right), float32, broadcast; see <see cref="Binary{TFunction}"/> for its tensors and attributes.</summary>
public static class Div
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.DivFloat32,
        Binary<Quotient>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Quotient>(ref reader));

    private readonly struct Quotient : IBinaryFunction
    {
        public float Apply(float left, float right) => (float)(left / right);
    }
}
