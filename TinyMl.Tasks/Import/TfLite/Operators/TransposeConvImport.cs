using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// TRANSPOSE_CONV: the output's shape, weights [O, KH, KW, I], x [N, H, W, I], optional bias [O]. Where the shape is computed, the
/// one that the file declares for the output counts, as in TensorFlow Lite Micro. Its padding is that of the
/// convolution that leads from the output to x. The option quantized_bias_type (field 4) repeats the type of the bias.
/// </summary>
internal static class TransposeConvImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 3, optionalInputs: 1);
        FlatTable options = node.Options(BuiltinOptions.TransposeConv, knownFields: 5);
        Tensor weights = node.Weights(1, rank: 4, channelAxis: 0), x = node.Value(2);
        ImmutableArray<int> shape = node.Tensors.Integers(node.Source.Inputs[0]) ?? node.Tensors.DeclaredShape(node.Source.Outputs[0]);
        if (shape.Length != 4 || x.Shape.Rank != 4 || shape[0] != x.Shape[0] || shape[3] != weights.Shape[0] || x.Shape[3] != weights.Shape[3] || shape[1] < 1 || shape[2] < 1)
        {
            throw node.Damaged($"leads from {x.Shape} to [{string.Join(", ", shape)}] with weights {weights.Shape}");
        }

        var output = new Shape(shape.AsSpan());
        Window window = WindowImport.Import(
            node,
            output,
            options.Byte(0),
            filter: (weights.Shape[1], weights.Shape[2]),
            stride: (options.Int32(2), options.Int32(1)),
            dilation: (1, 1));
        if (window.OutputHeight(output[1], weights.Shape[1]) != x.Shape[1] || window.OutputWidth(output[2], weights.Shape[2]) != x.Shape[2])
        {
            throw node.Damaged($"leads from {x.Shape} to {output} with strides {window.StrideHeight} and {window.StrideWidth}");
        }

        var @operator = new TransposeConv2D(window, output[1], output[2], node.Activation(options.Byte(3)));
        node.AddSameType(@operator, [x, weights, .. node.Bias(3, weights.Shape[0])]);
    }
}
