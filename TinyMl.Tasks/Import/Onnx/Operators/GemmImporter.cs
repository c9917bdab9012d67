using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Gemm, alpha * A' * B' + beta * C with a constant B: a fully connected layer.</summary>
internal static class GemmImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3);
        Tensor a = node.Tensor(0);
        float alpha = node.Attributes.Float("alpha") ?? 1, beta = node.Attributes.Float("beta") ?? 1;
        bool transposeA = node.Attributes.Int("transA") is { } ta && ta != 0;
        bool transposeB = node.Attributes.Int("transB") is { } tb && tb != 0;
        if (a.Shape.Rank != 2) throw node.Damaged($"its A has {a.Shape.Rank} dimensions, not 2");
        if (transposeA) a = node.Emit(new Transpose([1, 0]), a);

        Tensor weights = Weights(node, alpha, transposeB);
        if (weights.Shape[1] != a.Shape[1]) throw node.Damaged($"its A has {a.Shape[1]} columns, its B {weights.Shape[1]} rows");

        var product = new FullyConnected(ActivationRange.None);
        int outputs = weights.Shape[0];
        if (!node.Has(2) || beta == 0)
        {
            node.Output(product, a, weights);
        }
        else if (node.Input(2).Constant is { } c && IsBias(c, outputs))
        {
            node.Output(product, a, weights, Bias(node, c, outputs, beta));
        }
        else
        {
            Tensor addend = node.Tensor(2);
            if (beta != 1)
            {
                Tensor factor = node.FloatTensor($"{node.Name}.beta", Shape.Scalar, [beta]);
                addend = node.Emit(new Mul(ActivationRange.None), addend, factor);
            }

            node.Output(new Add(ActivationRange.None), node.Emit(product, a, weights), addend);
        }
    }

    private static Tensor Weights(OnnxNode node, float alpha, bool transposed)
    {
        Tensor b = node.FloatTensor(node.InputName(1), node.Constant(1, "B"));
        if (b.Shape.Rank != 2) throw node.Damaged($"its B has {b.Shape.Rank} dimensions, not 2");
        if (!transposed) b = Permutation.Apply(b, [1, 0]);
        return alpha == 1 ? b : node.FloatTensor(b.Name, b.Shape, [.. b.Values<float>().ToArray().Select(value => value * alpha)]);
    }

    /// <summary>Whether C has one element for each column, or one for all.</summary>
    private static bool IsBias(OnnxConstant c, int outputs) =>
        c.Count == 1 || (c.Count == outputs && c.Dimensions.Length > 0 && c.Dimensions[^1] == outputs);

    private static Tensor Bias(OnnxNode node, OnnxConstant c, int outputs, float beta)
    {
        ReadOnlySpan<float> values = node.FloatTensor(node.InputName(2), c).Values<float>();
        float[] bias = new float[outputs];
        for (int i = 0; i < outputs; i++) bias[i] = beta * values[values.Length == 1 ? 0 : i];
        return node.FloatTensor(node.InputName(2), new Shape(outputs), bias);
    }
}
