namespace TinyMl.Operators.Float32;

/// <summary>clamp(left * right), float32, broadcast; see <see cref="Binary{TFunction}"/> for its tensors and attributes.</summary>
public static class Mul
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.MulFloat32,
        Binary<Product>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Product>(ref reader));

    private readonly struct Product : IBinaryFunction
    {
        public float Apply(float left, float right) => (float)(left * right);
    }
}
