using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The error function, or the exact Gelu, which derives from it, float32, computed in double precision and rounded once;
/// see <see cref="Unary{TFunction}"/> for its tensors. Attributes: the number of the function among those of
/// <see cref="ErrorBasedFunction"/>.
/// </summary>
public static class ErrorFunction
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ErrorFunctionFloat32,
        56,
        static (ref OperatorReader reader) => new Unary<RealFunction<ErrorFormula>>(
            ref reader,
            static (ref OperatorReader attributes) => new RealFunction<ErrorFormula>(ErrorFormula.Read(ref attributes))));
}
