using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// MeanVarianceNormalization, (x - mean) / standard deviation over some axes, by default all but the channels'. The standard adds
/// 1e-9 to the deviation; its square under the root differs from that only for deviations of about as little.
/// </summary>
internal static class MeanVarianceNormalizationImporter
{
    private const float Epsilon = 1e-18f;

    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        int rank = x.Shape.Rank;
        ImmutableArray<int> axes = node.Axes(node.Attributes.Ints("axes") ?? [0, 2, 3], rank);
        var normalization = new LayerNormalization(Epsilon);
        ImmutableArray<int> order = [.. Enumerable.Range(0, rank).OrderBy(axes.Contains)];
        if (Permutation.IsIdentity(order))
        {
            LastAxis.OutputFrom(node, normalization, x, rank - axes.Length);
            return;
        }

        Tensor turned = node.Emit(new Transpose(order), x);
        node.Output(new Transpose(Permutation.Inverse(order)), Normalization.OverRows(node, normalization, turned, rank - axes.Length));
    }
}
