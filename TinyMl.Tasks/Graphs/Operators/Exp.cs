using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>e^x.</summary>
internal sealed record Exp : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Exp);
}
