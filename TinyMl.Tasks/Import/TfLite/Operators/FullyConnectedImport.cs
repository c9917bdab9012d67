using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// FULLY_CONNECTED: x of B * I elements, weights [O, I], optional bias [O]; output [B, O], or x's shape with O in the
/// place of I where keep_num_dims is set. Weights that are computed, or whose zero point is not 0, are the right side of
/// a product of matrices. asymmetric_quantize_inputs (field 3) tells how a dynamic-range kernel
/// quantizes its input while it runs; here the weights become real values and nothing is quantized.
/// </summary>
internal static class FullyConnectedImport
{
    private static readonly TensorType[] BiasTypes = [TensorType.FLOAT32, TensorType.INT32, TensorType.INT64];

    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2, optionalInputs: 1);
        FlatTable options = node.Options(BuiltinOptions.FullyConnected, knownFields: 5);
        if (options.Byte(1) != 0) throw node.NotSupported("with shuffled weights", "The weights format DEFAULT is supported.");
        if (!BiasTypes.Contains((TensorType)options.Byte(4)))
        {
            throw node.NotSupported($"with the bias type {(TensorType)options.Byte(4)}", "Biases are FLOAT32, INT32 or INT64.");
        }

        ActivationRange activation = node.Activation(options.Byte(0));
        if (IsProduct(node))
        {
            if (node.Type == ElementType.Int16) throw node.NotSupported("on INT16 values with weights that are computed or asymmetric", "Weights must be constants with the zero point 0.");
            ImportProduct(node, activation, options.Boolean(2));
        }
        else
        {
            ImportLayer(node, activation, options.Boolean(2));
        }
    }

    private static bool IsProduct(TfLiteNode node) =>
        !node.Tensors.IsConstant(node.Source.Inputs[1])
        || (node.IsInteger && node.Tensors.Constant(node.Source.Inputs[1]).Quantization is { IsPerTensor: true, ZeroPoint: not 0 });

    private static void ImportLayer(TfLiteNode node, ActivationRange activation, bool keepsDimensions)
    {
        Tensor x = node.Value(0), weights = node.Weights(1, rank: 2, channelAxis: 0);
        RequireShapes(node, x, weights, keepsDimensions);
        AddOutput(node, new FullyConnected(activation), x, keepsDimensions, [x, weights, .. node.Bias(2, weights.Shape[0])]);
    }

    private static void ImportProduct(TfLiteNode node, ActivationRange activation, bool keepsDimensions)
    {
        Tensor x = node.Value(0), weights = node.Value(1);
        if (weights.Shape.Rank != 2) throw node.Damaged($"has weights of shape {weights.Shape}");
        RequireShapes(node, x, weights, keepsDimensions);
        Tensor[] bias = [.. node.Bias(2, weights.Shape[0])];
        var rows = new Shape((int)(x.Shape.ElementCount / weights.Shape[1]), weights.Shape[1]);
        Tensor left = x.Shape == rows ? x : node.AddIntermediate(new Reshape(rows), x);
        if (node.IsInteger || bias.Length == 0)
        {
            AddOutput(node, new MatMul(IsRightTransposed: true, activation), x, keepsDimensions, [left, weights, .. bias]);
        }
        else
        {
            Tensor product = node.AddIntermediate(new MatMul(IsRightTransposed: true, ActivationRange.None), left, weights);
            AddOutput(node, new Add(activation), x, keepsDimensions, [product, .. bias]);
        }
    }

    private static void RequireShapes(TfLiteNode node, Tensor x, Tensor weights, bool keepsDimensions)
    {
        if (x.Shape.ElementCount % weights.Shape[1] != 0) throw node.Damaged($"has weights {weights.Shape} for an input {x.Shape}");
        if (keepsDimensions && (x.Shape.Rank == 0 || (x.Shape.Rank != 2 && x.Shape[-1] != weights.Shape[1])))
        {
            throw node.Damaged($"keeps the dimensions of {x.Shape} with weights {weights.Shape}");
        }
    }

    // [B, O], or the shape of x with O in the place of I.
    private static void AddOutput(TfLiteNode node, Operator @operator, Tensor x, bool keepsDimensions, Tensor[] operands)
    {
        if (keepsDimensions && x.Shape.Rank != 2)
        {
            node.AddReshaped(@operator, x.Shape.With(-1, operands[1].Shape[0]), operands);
        }
        else
        {
            node.AddSameType(@operator, operands);
        }
    }
}
