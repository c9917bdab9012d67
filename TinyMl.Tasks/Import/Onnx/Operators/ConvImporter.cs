using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Conv with two spatial dimensions: dense, or depthwise where every input channel is a group. Weights [O, I / group,
/// KH, KW].</summary>
internal static class ConvImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3);
        Tensor x = ChannelsLast.Input(node);
        OnnxConstant weights = node.Constant(1, "weights");
        ImmutableArray<int> shape = weights.Dimensions;
        if (shape.Length != 4) throw node.Damaged($"its weights have {shape.Length} dimensions, its input has 4");

        long group = node.Attributes.Int("group") ?? 1;
        int channels = x.Shape[1];
        if (group < 1 || shape[1] * group != channels || shape[0] % group != 0)
            throw node.Damaged($"its weights {new Shape(shape.AsSpan())} in {group} groups do not go with {channels} channels");

        SpatialWindow window = SpatialWindow.Read(node, x.Shape, (shape[2], shape[3]));
        bool isDepthwise = group == channels && group > 1;
        if (group > 1 && !isDepthwise)
        {
            string groups = $"{group} groups of {shape[1]} channels";
            throw node.Unsupported($"it is a grouped convolution ({groups}); only 1 group, or 1 channel in each, is supported");
        }


        ImmutableArray<int> permutation = isDepthwise ? [1, 2, 3, 0] : [0, 2, 3, 1];
        Operator convolution = isDepthwise
            ? new DepthwiseConv2D(window.Window, ActivationRange.None)
            : new Conv2D(window.Window, ActivationRange.None);
        Tensor filter = Permutation.Apply(node.FloatTensor(node.InputName(1), weights), permutation);
        if (node.Has(2))
        {
            ChannelsLast.Output(node, convolution, x, filter, Bias(node, shape[0]));
        }
        else
        {
            ChannelsLast.Output(node, convolution, x, filter);
        }
    }

    private static Tensor Bias(OnnxNode node, int channels)
    {
        OnnxConstant bias = node.Constant(2, "bias");
        return bias.Dimensions.Length == 1 && bias.Count == channels
            ? node.FloatTensor(node.InputName(2), bias)
            : throw node.Damaged($"its bias is {bias}, its weights have {channels} outputs");
    }
}
