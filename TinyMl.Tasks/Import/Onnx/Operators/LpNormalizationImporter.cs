using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>LpNormalization with p = 2: x / sqrt(sum of x^2) over one axis; zeros stay zeros.</summary>
internal static class LpNormalizationImporter
{
    /// <summary>The least norm whose square is a normal number.</summary>
    private const float LeastNorm = 1.08420217e-19f;

    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        int axis = node.Axis(node.Attributes.Int("axis") ?? -1, x.Shape.Rank);
        long p = node.Attributes.Int("p") ?? 2;
        if (p != 2) throw node.Unsupported($"its p is {p}; supported is 2");
        LastAxis.Output(node, new L2Normalization(LeastNorm), x, axis);
    }
}
