using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The hyperbolic sine.</summary>
internal sealed record Sinh : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Sinh);
}
