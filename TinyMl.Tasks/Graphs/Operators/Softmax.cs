namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>e^(beta x) / sum of e^(beta x) over the last axis.</summary>
internal sealed record Softmax(float Beta) : RowWise
{
    public override IntegerForm IntegerForm => IntegerForm.Probability;

    public override bool HasInt16Kernel => true;
}
