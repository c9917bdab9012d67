using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x / (1 + |x|) (Bergstra et al., "Quadratic polynomials learn better image features", 2009).</summary>
internal sealed record Softsign : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Softsign);
}
