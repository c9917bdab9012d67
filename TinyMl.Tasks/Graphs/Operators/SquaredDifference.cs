namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The square of the difference of two tensors, broadcast.</summary>
internal sealed record SquaredDifference(ActivationRange Activation) : Binary(Activation)
{
    public override bool HasInt16Kernel => true;
}
