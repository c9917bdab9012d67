namespace TinyMl.Operators.Float32;

/// <summary>
/// x where x is at least 0, else alpha * x, float32; see <see cref="Unary{TFunction}"/> for its tensors. Attributes: alpha.
/// </summary>
public static class LeakyRelu
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.LeakyReluFloat32,
        56,
        static (ref OperatorReader reader) =>
            new Unary<Leak>(ref reader, static (ref OperatorReader attributes) => new Leak(attributes.SingleAttribute())));

    private readonly struct Leak(float alpha) : IUnaryFunction
    {
        private readonly float _alpha = alpha;

        public float Apply(float x) => x >= 0 ? x : (float)(_alpha * x);
    }
}
