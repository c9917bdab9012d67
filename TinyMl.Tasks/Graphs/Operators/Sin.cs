using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The sine of an angle in radians.</summary>
internal sealed record Sin : RealFunction
{
    public override IRealFormula Formula => new TrigonometricFormula(TrigonometricFunction.Sin);
}
