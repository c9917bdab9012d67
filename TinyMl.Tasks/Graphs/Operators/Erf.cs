using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The error function.</summary>
internal sealed record Erf : RealFunction
{
    public override IRealFormula Formula => new ErrorFormula(ErrorBasedFunction.Erf);
}
