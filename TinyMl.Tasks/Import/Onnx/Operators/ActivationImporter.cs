using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Relu, LeakyRelu, Sigmoid, Tanh and HardSwish.</summary>
internal static class ActivationImporter
{
    public static void ImportRelu(OnnxNode node) => Import(node, new Clamp(ActivationRange.Relu));

    public static void ImportSigmoid(OnnxNode node) => Import(node, new Logistic());

    public static void ImportTanh(OnnxNode node) => Import(node, new Tanh());

    public static void ImportHardSwish(OnnxNode node) => Import(node, new HardSwish());

    public static void ImportLeakyRelu(OnnxNode node)
    {
        float alpha = node.Attributes.Float("alpha") ?? 0.01f;
        if (!float.IsFinite(alpha)) throw node.Damaged("its alpha is not finite");
        Import(node, new LeakyRelu(alpha));
    }

    private static void Import(OnnxNode node, Operator @operator)
    {
        node.Expect(1, 1);
        node.Output(@operator, node.Tensor(0));
    }
}
