using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The least integer that is not less.</summary>
internal sealed record Ceil : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Ceil);
}
