using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// RMSNormalization (Zhang and Sennrich 2019), x / sqrt(mean of x^2 + epsilon) over all axes from the given one on, times a scale that
/// broadcasts to them.
/// </summary>
internal static class RmsNormalizationImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        Tensor x = node.Tensor(0);
        int axis = node.Axis(node.Attributes.Int("axis") ?? -1, x.Shape.Rank);
        float epsilon = Normalization.ReadWithType(node).Epsilon;
        var product = new Mul(ActivationRange.None);
        Tensor square = node.Emit(new Mean([.. Enumerable.Range(axis, x.Shape.Rank - axis)], KeepDimensions: true), node.Emit(product, x, x));
        node.Output(product, node.Emit(product, x, Normalization.InverseRoot(node, square, epsilon)), node.Tensor(1));
    }
}
