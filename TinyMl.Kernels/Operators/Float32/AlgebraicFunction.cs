using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// A function of additions, divisions, comparisons and square roots, float32, computed in double precision and rounded once;
/// see <see cref="Unary{TFunction}"/> for its tensors. Attributes: the number of the function among those of
/// <see cref="AlgebraicFunction"/>, its parameters a and b.
/// </summary>
public static class AlgebraicFunction
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.AlgebraicFunctionFloat32,
        64,
        static (ref OperatorReader reader) => new Unary<RealFunction<AlgebraicFormula>>(
            ref reader,
            static (ref OperatorReader attributes) => new RealFunction<AlgebraicFormula>(AlgebraicFormula.Read(ref attributes))));
}
