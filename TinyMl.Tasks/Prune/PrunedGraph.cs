using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Prune;

/// <summary>A graph with weights removed, and what that left of each layer, in the order of the nodes.</summary>
internal sealed record PrunedGraph(Graph Graph, ImmutableArray<LayerSparsity> Layers);
