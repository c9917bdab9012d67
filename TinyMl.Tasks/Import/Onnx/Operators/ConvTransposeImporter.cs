using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>ConvTranspose with one or two spatial dimensions. Weights [I, O / group, KH, KW] or [I, O / group, KW].</summary>
internal static class ConvTransposeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3);
        Tensor x = ChannelsLast.Input(node);
        OnnxConstant weights = node.Constant(1, "weights");
        if (weights.Dimensions.Length != x.Shape.Rank)
            throw node.Damaged($"its weights have {weights.Dimensions.Length} dimensions, its input has {x.Shape.Rank}");

        Shape shape = ChannelsLast.WithHeight(new Shape(weights.Dimensions.AsSpan()));
        long group = node.Attributes.Int("group") ?? 1;
        if (group < 1 || shape[0] != x.Shape[1] || shape[0] % group != 0)
            throw node.Damaged($"its weights {shape} in {group} groups do not go with {x.Shape[1]} channels");

        TransposedWindow window = TransposedWindow.Read(node, x.Shape, (shape[2], shape[3]));
        int outputs = (int)group * shape[1];
        if (window.IsExtended)
        {
            ImmutableArray<int> before = ChannelsLast.Spatial(x.Shape, 0, 0), after = ChannelsLast.Spatial(x.Shape, window.ExtraBottom, window.ExtraRight);
            x = node.Emit(new Pad(before, after, 0), x);
        }

        var convolution = new TransposeConv2D(window.Window, window.Height, window.Width, ActivationRange.None);
        ChannelsLast.Output(node, convolution, x, [Filter(node, weights, shape, (int)group), .. ConvImporter.Bias(node, outputs)]);
    }

    /// <summary>The weights as [O, KH, KW, I / group].</summary>
    private static Tensor Filter(OnnxNode node, OnnxConstant weights, Shape shape, int group)
    {
        OnnxConstant grouped = weights.Reshaped([group, shape[0] / group, shape[1], shape[2], shape[3]]).Transposed([0, 2, 3, 4, 1]);
        Tensor filter = node.FloatTensor(node.InputName(1), grouped.Reshaped([group * shape[1], shape[2], shape[3], shape[0] / group]));
        if (grouped.Stored is not { Quantization: { IsPerTensor: false, Axis: 1 } quantization } stored) return filter;

        // The scales of a group's outputs serve those of every group.
        var scales = new QuantizationParameters(
            [.. Enumerable.Repeat(quantization.Scales, group).SelectMany(scale => scale)], [.. Enumerable.Repeat(quantization.ZeroPoints, group).SelectMany(zero => zero)]);
        Tensor integers = new StoredIntegers(stored.Integers.Reshaped([.. filter.Shape]), scales).ToTensor(filter.Name);
        return new Tensor(filter.Name, filter.Type, filter.Shape, data: filter.Data.ToArray()) { Stored = integers };
    }
}
