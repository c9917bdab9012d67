namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>1 / (1 + e^-x), the sigmoid.</summary>
internal sealed record Logistic : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.Probability;

    public override bool HasInt16Kernel => true;
}
