using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// Says of integers at the edges of a graph what they mean: inputs that are dequantized by one scale and zero point, and outputs that were
/// quantized, have these, so that callers of the model can convert.
/// </summary>
internal static class QuantizedEdges
{
    public static Graph Describe(Graph graph)
    {
        ILookup<Tensor, Node> readers = graph.Nodes.SelectMany(node => node.Inputs.Distinct(), (node, tensor) => (node, tensor)).ToLookup(pair => pair.tensor, pair => pair.node);
        Dictionary<Tensor, Node> producers = graph.Producers();
        var described = new Dictionary<Tensor, Tensor>();
        foreach (Tensor input in graph.Inputs.Where(IsUndescribed))
        {
            QuantizationParameters?[] meanings = [.. readers[input].Select(node => node.Operator is Reinterpret ? node.Output.Quantization : null).Distinct()];
            if (meanings is [{ } meaning]) Add(input, meaning);
        }

        foreach (Tensor output in graph.Outputs.Where(output => IsUndescribed(output) && !readers[output].Any() && !described.ContainsKey(output)))
        {
            if (producers.GetValueOrDefault(output) is { Operator: Reinterpret, Input.Quantization: { } meaning }) Add(output, meaning);
        }

        if (described.Count == 0) return graph;
        return graph.With(
            graph.Nodes.Select(node => node.With(inputs: node.Inputs.Select(Now), outputs: node.Outputs.Select(Now))),
            graph.Inputs.Select(Now),
            graph.Outputs.Select(Now));

        Tensor Now(Tensor tensor) => described.GetValueOrDefault(tensor, tensor);

        void Add(Tensor tensor, QuantizationParameters signed) =>
            described.Add(tensor, tensor.As(tensor.Type, tensor.Type == ElementType.UInt8 ? new QuantizationParameters(signed.Scale, signed.ZeroPoint + 128) : signed));
    }

    private static bool IsUndescribed(Tensor tensor) => tensor is { Type: ElementType.Int8 or ElementType.UInt8, Quantization: null };
}
