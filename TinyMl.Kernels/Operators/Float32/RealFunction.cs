using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>A formula, rounded to binary32.</summary>
internal readonly struct RealFunction<TFormula>(TFormula formula) : IUnaryFunction
    where TFormula : struct, IRealFormula
{
    private readonly TFormula _formula = formula;

    public float Apply(float x) => (float)_formula.At(x);
}
