using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Calibrate;

/// <summary>
/// The values that decide a graph's real outputs: what a last softmax, its logarithm or a logistic is applied to, else the outputs themselves.
/// Noise is measured there, because probabilities near 0 and 1 hide it.
/// </summary>
internal static class Logits
{
    public static ImmutableArray<Tensor> Of(Graph graph)
    {
        Dictionary<Tensor, Node> producers = graph.Producers();
        return [.. graph.Outputs.Where(output => output.Type == ElementType.Float32).Select(Before)];

        Tensor Before(Tensor tensor)
        {
            while (producers.TryGetValue(tensor, out Node? node) && node.Operator is Softmax or LogSoftmax or Logistic or Reshape) tensor = node!.Input;
            return tensor;
        }
    }
}
