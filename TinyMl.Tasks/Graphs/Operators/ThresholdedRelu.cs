using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x where it is greater than alpha, else 0 (Konda et al., "Zero-bias autoencoders and the benefits of co-adapting features", 2015).</summary>
internal sealed record ThresholdedRelu(float Alpha) : RealFunction
{
    public override IRealFormula Formula => new AlgebraicFormula(AlgebraicFunction.ThresholdedRelu, Alpha);
}
