namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The first tensor to the power of the second, broadcast.</summary>
internal sealed record Pow(ActivationRange Activation) : Binary(Activation)
{
    public override IntegerForm IntegerForm => IntegerForm.None;
}
