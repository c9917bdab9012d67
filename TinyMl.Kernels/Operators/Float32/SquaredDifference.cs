namespace TinyMl.Operators.Float32;

/// <summary>clamp((left - right)^2), float32, broadcast; see <see cref="Binary{TFunction}"/> for its tensors and attributes.</summary>
public static class SquaredDifference
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.SquaredDifferenceFloat32,
        Binary<Square>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Square>(ref reader));

    private readonly struct Square : IBinaryFunction
    {
        public float Apply(float left, float right)
        {
            float difference = (float)(left - right);
            return (float)(difference * difference);
        }
    }
}
