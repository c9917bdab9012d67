namespace TinyMl.Operators.Float32;

/// <summary>
/// clamp(left where it is at least 0, else left * right), float32, slopes on the right, broadcast; see
/// <see cref="Binary{TFunction}"/> for its tensors and attributes.
/// </summary>
public static class PRelu
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.PReluFloat32,
        Binary<Slope>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Slope>(ref reader));

    private readonly struct Slope : IBinaryFunction
    {
        public float Apply(float left, float right) => left >= 0 ? left : (float)(left * right);
    }
}
