using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The greatest integer that is not greater.</summary>
internal sealed record Floor : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Floor);
}
