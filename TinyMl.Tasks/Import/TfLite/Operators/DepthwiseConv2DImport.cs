using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// DEPTHWISE_CONV_2D: x [N, H, W, I], weights [1, KH, KW, O], optional bias [O]. The option depth_multiplier (field 3)
/// repeats O / I; the schema has readers ignore it.
/// </summary>
internal static class DepthwiseConv2DImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2, optionalInputs: 1);
        FlatTable options = node.Options(BuiltinOptions.DepthwiseConv2D, knownFields: 7);
        Tensor x = node.Value(0), weights = node.Weights(1, rank: 4, channelAxis: 3);
        Window window = WindowImport.Import(
            node,
            x.Shape,
            options.Byte(0),
            filter: (weights.Shape[1], weights.Shape[2]),
            stride: (options.Int32(2), options.Int32(1)),
            dilation: (options.Int32(6, absent: 1), options.Int32(5, absent: 1)));
        if (weights.Shape[0] != 1 || weights.Shape[3] % x.Shape[3] != 0)
        {
            throw node.Damaged($"has weights {weights.Shape} for an input {x.Shape}");
        }

        var @operator = new DepthwiseConv2D(window, node.Activation(options.Byte(4)));
        node.AddSameType(@operator, [x, weights, .. node.Bias(2, weights.Shape[3])]);
    }
}
