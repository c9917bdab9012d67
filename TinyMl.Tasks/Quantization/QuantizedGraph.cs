using System.Collections.Generic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>A graph in the precision that was asked for.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Activations">What each activation of the source graph became; the graph itself may have more.</param>
/// <param name="Ranges">How activation ranges were set; null where none were.</param>
internal sealed record QuantizedGraph(Graph Graph, IReadOnlyDictionary<Tensor, Tensor> Activations, RangeMethod? Ranges);
