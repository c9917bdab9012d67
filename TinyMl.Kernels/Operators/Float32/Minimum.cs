namespace TinyMl.Operators.Float32;

/// <summary>
/// clamp(min(left, right)), float32, not-a-number where one of them is, broadcast; see
/// <see cref="Binary{TFunction}"/> for its tensors and attributes.
/// </summary>
public static class Minimum
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.MinimumFloat32,
        Binary<Smaller>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Smaller>(ref reader));

    private readonly struct Smaller : IBinaryFunction
    {
        public float Apply(float left, float right) => left < right || float.IsNaN(left) ? left : right;
    }
}
