using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>-1, 0 or 1 where x is less than, equal to or greater than 0.</summary>
internal sealed record Sign : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Sign);
}
