namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The greater of two elements, broadcast.</summary>
internal sealed record Maximum(ActivationRange Activation) : Binary(Activation)
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override bool HasInt16Kernel => true;
}
