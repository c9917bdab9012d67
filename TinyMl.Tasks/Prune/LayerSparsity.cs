namespace TinyMl.Tasks.Prune;

/// <summary>What pruning left of a layer.</summary>
/// <param name="Layer">The name of the node.</param>
/// <param name="Weights">The number of its weights.</param>
/// <param name="Zeros">How many of them are 0, those that were before included.</param>
internal sealed record LayerSparsity(string Layer, int Weights, int Zeros)
{
    /// <summary>The share of weights that are 0, in [0, 1].</summary>
    public double Sparsity => (double)Zeros / Weights;
}
