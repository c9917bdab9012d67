using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Computes in integers what an ONNX model says to quantize: a real operator whose inputs are dequantized and whose output is quantized becomes
/// the integer operator, with the weights and biases that the file stores. The result is at most one step from that of the real operator;
/// where an integer kernel would be further off, and where an operator has none, it stays between its conversions.
/// </summary>
internal sealed class ComputeInIntegers : IPass
{
    public string Name => "Compute in integers";

    public (Graph Graph, int Rewrites) Run(Graph graph) =>
        graph.Nodes.Any(IsEnd) ? new IntegerWalk(graph).Run() : (graph, 0);

    /// <summary>Whether real values end at a node.</summary>
    public static bool IsEnd(Node node) =>
        node is { Operator: Quantize { StatesPrecision: true }, Input.Type: ElementType.Float32, Output: { Type: ElementType.Int8, Quantization.IsPerTensor: true } };
}
