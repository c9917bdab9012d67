using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>gamma times an Elu (Klambauer et al., "Self-normalizing neural networks", 2017).</summary>
internal sealed record Selu(float Alpha, float Gamma) : RealFunction
{
    public override IRealFormula Formula => new ExponentialFormula(ExponentialFunction.Selu, Alpha, Gamma);
}
