namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The sum of two tensors, broadcast.</summary>
internal sealed record Add(ActivationRange Activation) : Binary(Activation)
{
    public override bool HasInt16Kernel => true;
}
