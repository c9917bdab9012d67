namespace TinyMl.Tasks.Recipes;

/// <summary>What was decided, or is to be, for the weights of a convolution, depthwise convolution or fully connected layer. What is null is not decided.</summary>
/// <param name="Name">The name of the node.</param>
/// <param name="Bits">Bits of a weight, from 2 to 8: the levels from -(2^(bits-1) - 1) to 2^(bits-1) - 1.</param>
/// <param name="Clusters">How many values the weights have at most, from 2 to 128; 0 where they are free.</param>
/// <param name="Rounding">How the weights became integers.</param>
/// <param name="BiasCorrection">Whether the bias makes up for the mean error that rounding leaves.</param>
/// <param name="Sparsity">The share of weights that pruning removes, in [0, 0.95].</param>
internal sealed record LayerRecipe(
    string Name, int? Bits = null, int? Clusters = null, Rounding? Rounding = null, bool? BiasCorrection = null, double? Sparsity = null)
{
    public const int FewestBits = 2;
    public const int MostBits = 8;
    public const int FewestClusters = 2;
    public const int MostClusters = 128;
    public const double LargestSparsity = 0.95;
}
