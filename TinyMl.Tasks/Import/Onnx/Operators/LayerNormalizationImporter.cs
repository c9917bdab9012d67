using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>LayerNormalization over all axes from the given one on; scale and bias broadcast to them.</summary>
internal static class LayerNormalizationImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3);
        Tensor x = node.Tensor(0);
        int axis = node.Axis(node.Attributes.Int("axis") ?? -1, x.Shape.Rank);
        LayerNormalization normalization = Normalization.Read(node);
        Tensor scale = node.Tensor(1);
        Tensor? bias = node.Has(2) ? node.Tensor(2) : null;
        if (IsOfRow(scale) && (bias is null || IsOfRow(bias)))
        {
            LastAxis.OutputFrom(node, normalization, x, axis, bias is null ? [scale] : [scale, bias]);
            return;
        }

        Tensor normalized = Normalization.OverRows(node, normalization, x, axis);
        var product = new Mul(ActivationRange.None);
        if (bias is null)
        {
            node.Output(product, normalized, scale);
        }
        else
        {
            node.Output(new Add(ActivationRange.None), node.Emit(product, normalized, scale), bias);
        }

        bool IsOfRow(Tensor parameter) => parameter.Shape.SkipWhile(dimension => dimension == 1).SequenceEqual(x.Shape.Skip(axis).SkipWhile(dimension => dimension == 1));
    }
}
