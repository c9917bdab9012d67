namespace TinyMl.Operators.Float32;

/// <summary>
/// clamp(left^right), float32, computed in double precision and rounded once, broadcast; see
/// <see cref="Binary{TFunction}"/> for its tensors and attributes.
/// </summary>
public static class Pow
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.PowFloat32,
        Binary<Power>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Power>(ref reader));

    private readonly struct Power : IBinaryFunction
    {
        public float Apply(float left, float right) => (float)Arithmetic.Power.Pow(left, right);
    }
}
