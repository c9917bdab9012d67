using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The reciprocal of the square root; not-a-number below 0.</summary>
internal sealed record Rsqrt : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Rsqrt);
}
