namespace TinyMl.Operators.Float32;

/// <summary>
/// clamp(max(left, right)), float32, not-a-number where one of them is, broadcast; see
/// <see cref="Binary{TFunction}"/> for its tensors and attributes.
/// </summary>
public static class Maximum
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.MaximumFloat32,
        Binary<Larger>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Larger>(ref reader));

    private readonly struct Larger : IBinaryFunction
    {
        public float Apply(float left, float right) => left > right || float.IsNaN(left) ? left : right;
    }
}
