using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Gemm, alpha * A' * B' + beta * C: a fully connected layer where B is constant, else a product of two matrices.</summary>
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

        if (node.Input(1).Constant is null)
        {
            Tensor b = node.Tensor(1);
            if (b.Shape.Rank != 2) throw node.Damaged($"its B has {b.Shape.Rank} dimensions, not 2");
            RequireInner(node, a, b.Shape[transposeB ? 1 : 0]);
            Tensor scaled = alpha == 1 ? a : Scaled(node, a, "alpha", alpha);
            Finish(node, new MatMul(transposeB, ActivationRange.None), scaled, b, beta);
            return;
        }

        Tensor weights = Weights(node, alpha, transposeB);
        RequireInner(node, a, weights.Shape[1]);
        var layer = new FullyConnected(ActivationRange.None);
        int outputs = weights.Shape[0];
        if (node.Has(2) && beta != 0 && node.Input(2).Constant is { } c && IsBias(c, outputs))
        {
            node.Output(layer, a, weights, Bias(node, c, outputs, beta));
        }
        else
        {
            Finish(node, layer, a, weights, beta);
        }
    }

    /// <summary>The product with C added to it.</summary>
    private static void Finish(OnnxNode node, Operator product, Tensor a, Tensor b, float beta)
    {
        if (!node.Has(2) || beta == 0)
        {
            node.Output(product, a, b);
            return;
        }

        Tensor addend = beta == 1 ? node.Tensor(2) : Scaled(node, node.Tensor(2), "beta", beta);
        node.Output(new Add(ActivationRange.None), node.Emit(product, a, b), addend);
    }

    private static Tensor Scaled(OnnxNode node, Tensor tensor, string name, float value) =>
        node.Emit(new Mul(ActivationRange.None), tensor, node.FloatTensor($"{node.Name}.{name}", Shape.Scalar, [value]));

    private static void RequireInner(OnnxNode node, Tensor a, int rows)
    {
        if (rows != a.Shape[1]) throw node.Damaged($"its A has {a.Shape[1]} columns, its B {rows} rows");
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
        if (beta == 1 && c.Count == outputs) return node.FloatTensor(node.InputName(2), c.Reshaped([outputs]));
        ReadOnlySpan<float> values = node.FloatTensor(node.InputName(2), c).Values<float>();
        float[] bias = new float[outputs];
        for (int i = 0; i < outputs; i++) bias[i] = beta * values[values.Length == 1 ? 0 : i];
        return node.FloatTensor(node.InputName(2), new Shape(outputs), bias);
    }
}
