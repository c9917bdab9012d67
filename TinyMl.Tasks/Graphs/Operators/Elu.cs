using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x where it is greater than 0, else alpha (e^x - 1) (Clevert et al., "Fast and accurate deep network learning by exponential linear units", 2016).</summary>
internal sealed record Elu(float Alpha) : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Elu, Alpha);
}
