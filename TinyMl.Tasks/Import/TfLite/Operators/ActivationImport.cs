using System;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// Activations that are operators of their own.
/// </summary>
internal static class ActivationImport
{
    public static void Relu(TfLiteNode node) => Import(node, new Clamp(ActivationRange.Relu));

    public static void Relu6(TfLiteNode node) => Import(node, new Clamp(ActivationRange.Relu6));

    public static void ReluN1To1(TfLiteNode node) => Import(node, new Clamp(ActivationRange.ReluN1To1));

    public static void Logistic(TfLiteNode node) => Import(node, new Logistic());

    public static void Tanh(TfLiteNode node) => Import(node, new Tanh());

    public static void HardSwish(TfLiteNode node) => Import(node, new HardSwish(), BuiltinOptions.HardSwish);

    public static void LeakyRelu(TfLiteNode node)
    {
        float alpha = node.Options(BuiltinOptions.LeakyRelu, knownFields: 1).Single(0);
        if (!float.IsFinite(alpha)) throw node.Damaged($"has the slope {alpha}");
        Import(node, new LeakyRelu(alpha), BuiltinOptions.LeakyRelu, knownFields: 1);
    }

    public static void Softmax(TfLiteNode node)
    {
        float beta = node.Options(BuiltinOptions.Softmax, knownFields: 1).Single(0);
        if (!float.IsFinite(beta) || beta <= 0) throw node.Damaged($"has the factor {beta}");
        if (node.Type == ElementType.Int8 && node.Tensors.ActivationType(node.Source.Outputs[0]) == ElementType.Int16)
        {
            WideSoftmax(node, beta);
            return;
        }

        Import(node, new Softmax(beta), BuiltinOptions.Softmax, knownFields: 1);
        if (node.Tensors.Activation(node.Source.Outputs[0]).Shape.Rank == 0) throw node.Damaged($"has a scalar input");
    }

    // From int8 to int16, whose scale TensorFlow Lite prescribes.
    private static void WideSoftmax(TfLiteNode node, float beta)
    {
        node.Expect(inputs: 1);
        Tensor x = node.Value(0), y = node.Tensors.AddOutput(node.Source.Outputs[0], x.Shape);
        node.Add(new Node(y.Name, new Softmax(beta), [x], [y]));
        if (y.Shape.Rank == 0) throw node.Damaged($"has a scalar input");
        if (y.Quantization is not { IsPerTensor: true, ZeroPoint: short.MinValue } quantization || Math.Abs((quantization.Scale * 65536) - 1) > 0.001f)
        {
            throw node.NotSupported("from INT8 to INT16 with another scale than 1/65536 or another zero point than -32768", "TensorFlow Lite prescribes them.");
        }
    }

    private static void Import(TfLiteNode node, Operator @operator, BuiltinOptions options = BuiltinOptions.None, int knownFields = 0)
    {
        node.Expect(inputs: 1);
        node.Options(options, knownFields);
        node.AddSameType(@operator, node.Value(0));
    }
}
