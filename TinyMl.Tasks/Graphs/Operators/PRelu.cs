namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The first tensor where it is at least 0, else its product with the second, the slopes, broadcast.</summary>
internal sealed record PRelu(ActivationRange Activation) : Binary(Activation)
{
    public override bool HasInt16Kernel => true;
}
