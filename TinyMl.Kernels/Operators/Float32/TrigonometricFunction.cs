using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// A function of an angle in radians, float32, computed in double precision and rounded once;
/// see <see cref="Unary{TFunction}"/> for its tensors. Attributes: the number of the function among those of
/// <see cref="TrigonometricFunction"/>.
/// </summary>
public static class TrigonometricFunction
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.TrigonometricFunctionFloat32,
        56,
        static (ref OperatorReader reader) => new Unary<RealFunction<TrigonometricFormula>>(
            ref reader,
            static (ref OperatorReader attributes) => new RealFunction<TrigonometricFormula>(TrigonometricFormula.Read(ref attributes))));
}
