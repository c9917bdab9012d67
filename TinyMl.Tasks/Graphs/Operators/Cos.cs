using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The cosine of an angle in radians.</summary>
internal sealed record Cos : RealFunction
{
    public override IRealFormula Formula => new TrigonometricFormula(TrigonometricFunction.Cos);
}
