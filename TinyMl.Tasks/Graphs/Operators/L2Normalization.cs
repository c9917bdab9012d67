namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x / max(sqrt(sum of x^2), least) over the last axis.</summary>
internal sealed record L2Normalization(float LeastNorm) : RowWise
{
    public override IntegerForm IntegerForm => IntegerForm.Unit;
}
