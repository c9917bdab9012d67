namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The product of two tensors, broadcast.</summary>
internal sealed record Mul(ActivationRange Activation) : Binary(Activation)
{
    public override bool HasInt16Kernel => true;
}
