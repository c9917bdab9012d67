using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// x times the normal distribution function, exactly or by a hyperbolic tangent (Hendrycks and Gimpel, "Gaussian error linear
/// units", 2016).
/// </summary>
internal sealed record Gelu(bool IsApproximate) : RealFunction
{
    public override IRealFormula Formula =>
        IsApproximate ? new ExponentialFormula(ExponentialFunction.Gelu) : new ErrorFormula(ErrorBasedFunction.Gelu);
}
