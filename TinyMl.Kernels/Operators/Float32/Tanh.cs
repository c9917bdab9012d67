using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The hyperbolic tangent, float32, computed in double precision and rounded once; see <see cref="Unary{TFunction}"/>
/// for its tensors. No attributes.
/// </summary>
public static class Tanh
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.TanhFloat32,
        56,
        static (ref OperatorReader reader) => new Unary<HyperbolicTangent>(ref reader, static (ref OperatorReader _) => default));

    private readonly struct HyperbolicTangent : IUnaryFunction
    {
        public float Apply(float x) => (float)Exponential.Tanh(x);
    }
}
