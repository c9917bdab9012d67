using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The natural logarithm; -infinity at 0, not-a-number below.</summary>
internal sealed record Log : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Log);
}
