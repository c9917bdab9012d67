namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The difference of two tensors, broadcast.</summary>
internal sealed record Sub(ActivationRange Activation) : Binary(Activation)
{
    public override bool HasInt16Kernel => true;
}
