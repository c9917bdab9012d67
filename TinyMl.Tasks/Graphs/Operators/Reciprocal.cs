using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>1 / x.</summary>
internal sealed record Reciprocal : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Reciprocal);
}
