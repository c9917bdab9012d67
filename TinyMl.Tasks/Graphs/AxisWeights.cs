using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// How the elements along an axis come from their neighbors: element k is the sum of the input's elements from <c>Starts[k]</c> on, times the
/// weights from <c>k * Taps</c> on.
/// </summary>
internal sealed record AxisWeights(int Axis, ImmutableArray<int> Starts, ImmutableArray<float> Weights)
{
    private const int MostIntegerTaps = 8;

    /// <summary>The elements along the output's axis.</summary>
    public int Length => Starts.Length;

    /// <summary>How many neighbors make an element.</summary>
    public int Taps => Weights.Length / Starts.Length;

    /// <summary>
    /// Whether weights of 11 bits give elements that are right to a step of int8, and never outside of what the neighbors span.
    /// </summary>
    public bool HasIntegerForm => Taps <= MostIntegerTaps && Weights.All(weight => weight >= 0);
}
