using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The hyperbolic cosine.</summary>
internal sealed record Cosh : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Cosh);
}
