namespace TinyMl.Operators.Float32;

/// <summary>
/// x * min(max(x + 3, 0), 6) / 6, float32 (Howard et al., "Searching for MobileNetV3", 2019); see
/// <see cref="Unary{TFunction}"/> for its tensors. No attributes.
/// </summary>
public static class HardSwish
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.HardSwishFloat32,
        56,
        static (ref OperatorReader reader) => new Unary<Swish>(ref reader, static (ref OperatorReader _) => default));

    private readonly struct Swish : IUnaryFunction
    {
        public float Apply(float x)
        {
            float gate = (float)(x + 3);
            gate = gate < 0 ? 0 : gate > 6 ? 6 : gate;
            return (float)((float)(x * gate) / 6);
        }
    }
}
