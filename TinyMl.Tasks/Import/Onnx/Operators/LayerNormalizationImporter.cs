using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// LayerNormalization over all axes from the given one on; scale and bias broadcast to them. Mean and inverse standard deviation are
/// computed where somebody reads them.
/// </summary>
internal static class LayerNormalizationImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3, outputs: 3);
        Tensor x = node.Tensor(0);
        int axis = node.Axis(node.Attributes.Int("axis") ?? -1, x.Shape.Rank);
        LayerNormalization normalization = Normalization.ReadWithType(node);
        if (node.IsUsed(1) || node.IsUsed(2)) OutputStatistics(node, x, axis, normalization.Epsilon);
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

    private static void OutputStatistics(OnnxNode node, Tensor x, int axis, float epsilon)
    {
        var over = new Mean([.. Enumerable.Range(axis, x.Shape.Rank - axis)], KeepDimensions: true);
        Tensor mean = node.Emit(over, x);
        if (node.IsUsed(1)) node.Output(1, new OnnxValue(mean));
        if (!node.IsUsed(2)) return;
        Tensor difference = node.Emit(new Sub(ActivationRange.None), x, mean);
        Tensor variance = node.Emit(over, node.Emit(new Mul(ActivationRange.None), difference, difference));
        node.Output(2, new OnnxValue(Normalization.InverseRoot(node, variance, epsilon)));
    }
}
