using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>min(max(alpha x + beta, 0), 1) (Courbariaux et al., "BinaryConnect", 2015).</summary>
internal sealed record HardSigmoid(float Alpha, float Beta) : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.HardSigmoid, Alpha, Beta);
}
