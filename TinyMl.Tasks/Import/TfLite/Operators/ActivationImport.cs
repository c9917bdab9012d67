using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// Activations that are operators of their own. The outputs of int8 SOFTMAX, LOGISTIC and TANH have a fixed scale and
/// zero point (TensorFlow Lite 8-bit quantization specification).
/// </summary>
internal static class ActivationImport
{
    private const float ProbabilityScale = 1 / 256f;
    private const float TanhScale = 1 / 128f;

    public static void Relu(TfLiteNode node) => Import(node, new Clamp(ActivationRange.Relu));

    public static void Relu6(TfLiteNode node) => Import(node, new Clamp(ActivationRange.Relu6));

    public static void ReluN1To1(TfLiteNode node) => Import(node, new Clamp(ActivationRange.ReluN1To1));

    public static void Logistic(TfLiteNode node)
    {
        Import(node, new Logistic());
        RequireOutput(node, ProbabilityScale, sbyte.MinValue);
    }

    public static void Tanh(TfLiteNode node)
    {
        Import(node, new Tanh());
        RequireOutput(node, TanhScale, 0);
    }

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
        Import(node, new Softmax(beta), BuiltinOptions.Softmax, knownFields: 1);
        if (node.Tensors.Activation(node.Source.Outputs[0]).Shape.Rank == 0) throw node.Damaged($"has a scalar input");
        RequireOutput(node, ProbabilityScale, sbyte.MinValue);
    }

    private static void Import(TfLiteNode node, Operator @operator, BuiltinOptions options = BuiltinOptions.None, int knownFields = 0)
    {
        node.Expect(inputs: 1);
        node.Options(options, knownFields);
        node.AddSameType(@operator, node.Value(0));
    }

    private static void RequireOutput(TfLiteNode node, float scale, int zeroPoint)
    {
        QuantizationParameters? output = node.Tensors.Activation(node.Source.Outputs[0]).Quantization;
        if (output is not null && (output.Scale != scale || output.ZeroPoint != zeroPoint))
        {
            throw node.NotSupported("with another output scale or zero point than the 8-bit specification has", $"They must be 1/{1 / scale} and {zeroPoint}.");
        }
    }
}
