namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
internal sealed record HardSwish : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;
}
