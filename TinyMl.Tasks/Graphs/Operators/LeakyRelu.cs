namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x where x is at least 0, else alpha * x.</summary>
internal sealed record LeakyRelu(float Alpha) : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;
}
