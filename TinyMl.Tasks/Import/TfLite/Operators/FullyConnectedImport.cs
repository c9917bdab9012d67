using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// FULLY_CONNECTED: x of B * I elements, weights [O, I], optional bias [O]; output [B, O], or x's shape with O in the
/// place of I where keep_num_dims is set. asymmetric_quantize_inputs (field 3) tells how a dynamic-range kernel
/// quantizes its input while it runs; here the weights become real values and nothing is quantized.
/// </summary>
internal static class FullyConnectedImport
{
    private static readonly (byte Float, byte Integer) BiasTypes = ((byte)TensorType.FLOAT32, (byte)TensorType.INT32);

    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2, optionalInputs: 1);
        FlatTable options = node.Options(BuiltinOptions.FullyConnected, knownFields: 5);
        if (options.Byte(1) != 0) throw node.NotSupported("with shuffled weights", "The weights format DEFAULT is supported.");
        if (options.Byte(4) != BiasTypes.Float && options.Byte(4) != BiasTypes.Integer)
        {
            throw node.NotSupported($"with the bias type {(TensorType)options.Byte(4)}", "Biases are INT32 or FLOAT32.");
        }

        Tensor x = node.Value(0), weights = node.Weights(1, rank: 2, channelAxis: 0);
        int inputs = weights.Shape[1], outputs = weights.Shape[0];
        if (x.Shape.ElementCount % inputs != 0) throw node.Damaged($"has weights {weights.Shape} for an input {x.Shape}");
        var @operator = new FullyConnected(node.Activation(options.Byte(0)));
        Tensor[] operands = [x, weights, .. node.Bias(2, outputs)];
        if (!options.Boolean(2) || x.Shape.Rank == 2)
        {
            node.AddSameType(@operator, operands);
            return;
        }

        if (x.Shape.Rank == 0 || x.Shape[-1] != inputs)
        {
            throw node.Damaged($"keeps the dimensions of {x.Shape} with weights {weights.Shape}");
        }

        node.AddReshaped(@operator, x.Shape.With(-1, outputs), operands);
    }
}
