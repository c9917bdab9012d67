using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>SVMRegressor: a weighted sum of kernel values, or its sign for one class (onnxruntime/core/providers/cpu/ml/svmregressor.cc).</summary>
internal static class SupportVectorRegressorImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Samples.Read(node);
        if (PostTransform.Read(node) != ScoreTransformation.None) throw node.Unsupported("it has a post_transform; NONE is supported");
        long count = node.Attributes.Int("n_supports") ?? 0;
        if (count is < 0 or > int.MaxValue) throw node.Damaged($"it has {count} support vectors");
        float[] coefficients = LinearRegressorImporter.Finite(node, "coefficients") ?? [];
        float[] rho = LinearRegressorImporter.Finite(node, "rho") ?? [];
        if (rho.Length != 1) throw node.Damaged($"it has {rho.Length} values of rho, not 1");
        bool isOneClass = node.Attributes.Int("one_class") is { } flag && flag != 0;
        Graphs.Operators.SupportVectors kernel = SupportVectorMachine.Kernel(node);
        float[] vectors = LinearRegressorImporter.Finite(node, "support_vectors") ?? [];

        Tensor values = count == 0 ? x : SupportVectorMachine.Emit(node, kernel, x, vectors, (int)count);
        Tensor result = LinearRegressorImporter.Emit(node, values, coefficients, 1, rho);
        node.Output(0, new OnnxValue(isOneClass ? node.Emit(new Graphs.Operators.Threshold(0, Above: 1, Elsewhere: -1), result) : result));
    }
}
