using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// InstanceNormalization (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each sample is normalized by itself, times a scale,
/// plus a bias.
/// </summary>
internal static class InstanceNormalizationImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(3, 3);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank < 2) throw node.Damaged($"its input has {x.Shape.Rank} dimensions");
        LayerNormalization normalization = Normalization.Read(node);
        Tensor scale = Normalization.Parameter(node, 1, x.Shape[1]), bias = Normalization.Parameter(node, 2, x.Shape[1]);
        Normalization.OutputScaled(node, Normalization.OverRows(node, normalization, x, axis: 2), scale, bias);
    }
}
