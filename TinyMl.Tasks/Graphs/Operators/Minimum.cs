namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The lesser of two elements, broadcast.</summary>
internal sealed record Minimum(ActivationRange Activation) : Binary(Activation)
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override bool HasInt16Kernel => true;
}
