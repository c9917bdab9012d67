using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// 1 / (1 + e^-x), float32, computed in double precision and rounded once; see <see cref="Unary{TFunction}"/> for its
/// tensors. No attributes.
/// </summary>
public static class Logistic
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.LogisticFloat32,
        56,
        static (ref OperatorReader reader) => new Unary<Sigmoid>(ref reader, static (ref OperatorReader _) => default));

    private readonly struct Sigmoid : IUnaryFunction
    {
        public float Apply(float x) => (float)Exponential.Logistic(x);
    }
}
