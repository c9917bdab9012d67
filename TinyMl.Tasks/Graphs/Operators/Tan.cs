using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The tangent of an angle in radians.</summary>
internal sealed record Tan : RealFunction
{
    public override IRealFormula Formula => new TrigonometricFormula(TrigonometricFunction.Tan);
}
