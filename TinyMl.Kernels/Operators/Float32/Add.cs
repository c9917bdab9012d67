namespace TinyMl.Operators.Float32;

/// <summary>clamp(left + right), float32, broadcast; see <see cref="Binary{TFunction}"/> for its tensors and attributes.</summary>
public static class Add
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.AddFloat32,
        Binary<Sum>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Sum>(ref reader));

    private readonly struct Sum : IBinaryFunction
    {
        public float Apply(float left, float right) => (float)(left + right);
    }
}
