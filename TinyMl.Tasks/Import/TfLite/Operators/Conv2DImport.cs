using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>CONV_2D: x [N, H, W, I], weights [O, KH, KW, I / groups], optional bias [O]; the shapes say how many groups there are.</summary>
internal static class Conv2DImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2, optionalInputs: 1);
        FlatTable options = node.Options(BuiltinOptions.Conv2D, knownFields: 7);
        Tensor x = node.Value(0), weights = node.Weights(1, rank: 4, channelAxis: 0);
        Window window = WindowImport.Import(
            node,
            x.Shape,
            options.Byte(0),
            filter: (weights.Shape[1], weights.Shape[2]),
            stride: (options.Int32(2), options.Int32(1)),
            dilation: (options.Int32(5, absent: 1), options.Int32(4, absent: 1)));
        if (x.Shape[3] % weights.Shape[3] != 0 || weights.Shape[0] % (x.Shape[3] / weights.Shape[3]) != 0)
        {
            throw node.Damaged($"has weights {weights.Shape} for an input {x.Shape}");
        }

        var @operator = new Conv2D(window, node.Activation(options.Byte(3)));
        Tensor[] bias = [.. node.Bias(2, weights.Shape[0])];
        if (bias.Length == 0 && node.Type == ElementType.Int16 && (TensorType)options.Byte(6) == TensorType.INT32) bias = [NoBias(x.Name, weights.Shape[0])];
        node.AddSameType(@operator, [x, weights, .. bias]);
    }

    // It says that sums have 32 bits, as the option quantized_bias_type does where there is no bias.
    private static Tensor NoBias(string name, int channels) => Tensor.Constant<int>($"{name}/bias", ElementType.Int32, new Shape(channels), new int[channels]);
}
