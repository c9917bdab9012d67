using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The square root; not-a-number below 0.</summary>
internal sealed record Sqrt : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Sqrt);
}
