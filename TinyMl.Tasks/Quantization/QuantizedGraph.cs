using System.Collections.Generic;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Quantization;

/// <summary>A graph in the precision that was asked for.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Activations">What each activation of the source graph became; the graph itself may have more.</param>
/// <param name="Taken">What was decided for its layers and activations, complete; null where nothing was quantized to integers.</param>
internal sealed record QuantizedGraph(Graph Graph, IReadOnlyDictionary<Tensor, Tensor> Activations, Recipe? Taken)
{
    /// <summary>What the channels of the source graph's activations are multiplied by in it.</summary>
    public ChannelScales Scales { get; init; } = ChannelScales.None;
}
