using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Evaluate;

/// <summary>Whether an output tells classes apart, so that its largest element is its answer, or gives values.</summary>
internal static class ClassOutput
{
    /// <summary>
    /// Probabilities, the number of a class, or scores of several classes. Values are what has as many elements as an input, as an autoencoder's outputs have,
    /// and lone elements that are no probability.
    /// </summary>
    public static bool Is(Graph graph, Tensor output)
    {
        if (Top1.IsIndex(output)) return true;
        Node? producer = graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(output));
        while (producer is { Operator: Reshape or Dequantize or Quantize }) producer = graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(producer.Input));
        if (producer?.Operator is Softmax or LogSoftmax or Logistic) return true;
        return output.Shape.ElementCount > 1 && graph.Inputs.All(input => input.Shape.ElementCount != output.Shape.ElementCount);
    }
}
