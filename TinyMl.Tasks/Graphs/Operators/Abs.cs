using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The magnitude |x|.</summary>
internal sealed record Abs : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Abs);
}
