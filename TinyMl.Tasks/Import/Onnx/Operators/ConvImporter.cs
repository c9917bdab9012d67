using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Conv with one or two spatial dimensions: dense, grouped, or depthwise where every input channel is a group. Weights [O,
/// I / group, KH, KW] or [O, I / group, KW].</summary>
internal static class ConvImporter
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
        int channels = x.Shape[1];
        if (group < 1 || shape[1] * group != channels || shape[0] % group != 0)
            throw node.Damaged($"its weights {shape} in {group} groups do not go with {channels} channels");

        Window window = SpatialWindow.Read(node, x.Shape, (shape[2], shape[3])).Window;
        bool isDepthwise = group == channels && group > 1;
        ImmutableArray<int> permutation = isDepthwise ? [1, 2, 3, 0] : [0, 2, 3, 1];
        Operator convolution = isDepthwise ? new DepthwiseConv2D(window, ActivationRange.None) : new Conv2D(window, ActivationRange.None);
        Tensor filter = Permutation.Apply(node.FloatTensor(node.InputName(1), weights.Reshaped([.. shape])), permutation);
        ChannelsLast.Output(node, convolution, x, [filter, .. Bias(node, shape[0])]);
    }

    /// <summary>The bias of so many channels as a sequence of none or one tensor.</summary>
    public static Tensor[] Bias(OnnxNode node, int channels)
    {
        if (!node.Has(2)) return [];
        OnnxConstant bias = node.Constant(2, "bias");
        return bias.Dimensions.Length == 1 && bias.Count == channels
            ? [node.FloatTensor(node.InputName(2), bias)]
            : throw node.Damaged($"its bias is {bias}, its weights have {channels} outputs");
    }
}
