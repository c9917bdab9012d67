namespace TinyMl.Operators.Float32;

/// <summary>
/// clamp(remainder of left / right with the sign of right), float32, exact, broadcast; see
/// <see cref="Binary{TFunction}"/> for its tensors and attributes.
/// </summary>
public static class FloorMod
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.FloorModFloat32,
        Binary<Remainder>.InstanceBytes,
        static (ref OperatorReader reader) => new Binary<Remainder>(ref reader));

    private readonly struct Remainder : IBinaryFunction
    {
        public float Apply(float left, float right)
        {
            float remainder = (float)(left % right);
            return remainder != 0 && (remainder < 0) != (right < 0) ? (float)(remainder + right) : remainder;
        }
    }
}
