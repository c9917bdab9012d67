using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The nearest integer, halves to the even one.</summary>
internal sealed record Round : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Round);
}
