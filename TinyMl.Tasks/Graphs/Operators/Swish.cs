using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x / (1 + e^(-alpha x)), with alpha = 1 also named SiLU (Ramachandran et al., "Searching for activation functions", 2017).</summary>
internal sealed record Swish(float Alpha) : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Swish, Alpha);
}
