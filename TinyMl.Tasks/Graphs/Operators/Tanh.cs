namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The hyperbolic tangent.</summary>
internal sealed record Tanh : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.Unit;

    public override bool HasInt16Kernel => true;
}
