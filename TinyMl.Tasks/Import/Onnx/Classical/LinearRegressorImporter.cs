using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>LinearRegressor: an inner product for each target.</summary>
internal static class LinearRegressorImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Samples.Read(node);
        long targets = node.Attributes.Int("targets") ?? 1;
        float[] intercepts = Finite(node, "intercepts") ?? [];
        if (targets is < 1 or > int.MaxValue) throw node.Damaged($"it has {targets} targets");
        if (intercepts.Length != 0 && intercepts.Length != targets) throw node.Damaged($"it has {intercepts.Length} intercepts and {targets} targets");
        int transform = PostTransform.Read(node);
        Tensor scores = Emit(node, x, Finite(node, "coefficients") ?? [], (int)targets, intercepts);
        node.Output(0, new OnnxValue(PostTransform.Apply(node, transform, scores)));
    }

    /// <summary>Appends the inner products of samples with coefficients [O, F].</summary>
    public static Tensor Emit(OnnxNode node, Tensor x, float[] coefficients, int outputs, float[] intercepts)
    {
        int features = x.Shape[1];
        if (coefficients.Length != (long)outputs * features)
            throw node.Damaged($"it has {coefficients.Length} coefficients, and {outputs} scores of {features} features");
        Tensor weights = Tensor.Constant($"{node.Name}.coefficients", new Shape(outputs, features), coefficients);
        return Array.TrueForAll(intercepts, value => value == 0)
            ? node.Emit(new LinearModel(), x, weights)
            : node.Emit(new LinearModel(), x, weights, Tensor.Constant($"{node.Name}.intercepts", new Shape(outputs), intercepts));
    }

    /// <summary>Finite numbers of an attribute; null where it is missing.</summary>
    public static float[]? Finite(OnnxNode node, string name)
    {
        float[]? values = node.Attributes.Floats(name);
        return values is null || values.All(float.IsFinite) ? values : throw node.Damaged($"its attribute '{name}' has a value that is not finite");
    }
}
