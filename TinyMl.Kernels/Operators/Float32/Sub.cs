namespace TinyMl.Operators.Float32;

/// <summary>clamp(left - right), float32, broadcast; see <see cref="Binary{TFunction}"/> for its tensors and attributes.</summary>
public static class Sub
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.SubFloat32,
        Binary<Difference>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Difference>(ref reader));

    private readonly struct Difference : IBinaryFunction
    {
        public float Apply(float left, float right) => (float)(left - right);
    }
}
