using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x where it is greater than 0, else alpha (e^(x / alpha) - 1) (Barron, "Continuously differentiable exponential linear units", 2017).</summary>
internal sealed record Celu(float Alpha) : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Celu, Alpha);
}
