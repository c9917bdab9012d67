using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// A function of exponentials and logarithms, float32, computed in double precision and rounded once;
/// see <see cref="Unary{TFunction}"/> for its tensors. Attributes: the number of the function among those of
/// <see cref="ExponentialFunction"/>, its parameters a and b.
/// </summary>
public static class ExponentialFunction
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ExponentialFunctionFloat32,
        64,
        static (ref OperatorReader reader) => new Unary<RealFunction<ExponentialFormula>>(
            ref reader,
            static (ref OperatorReader attributes) => new RealFunction<ExponentialFormula>(ExponentialFormula.Read(ref attributes))));
}
