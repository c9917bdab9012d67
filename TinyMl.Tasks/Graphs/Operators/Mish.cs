using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x tanh(ln(1 + e^x)) (Misra, "Mish: a self regularized non-monotonic activation function", 2019).</summary>
internal sealed record Mish : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Mish);
}
