using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x + bias below -threshold, x - bias above it, else 0: soft and hard shrinkage.</summary>
internal sealed record Shrink(float Threshold, float Bias) : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.Shrink, Threshold, Bias);
}
