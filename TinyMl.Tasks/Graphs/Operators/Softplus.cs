using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>ln(1 + e^x) (Dugas et al., "Incorporating second-order functional knowledge for better option pricing", 2001).</summary>
internal sealed record Softplus : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Softplus);
}
