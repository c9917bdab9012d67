using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// MatMul as NumPy's matmul: with a constant right side of one matrix, [..., M, K] times [K, N] or [K], a fully connected layer without
/// bias; else products of matrices, whose batches broadcast.
/// </summary>
internal static class MatMulImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        Tensor a = node.Tensor(0);
        OnnxValue b = node.Input(1);
        if (a.Shape.Rank == 0 || b.Dimensions.Length == 0) throw node.Damaged("it multiplies a scalar");

        int rows = b.Dimensions[^(b.Dimensions.Length == 1 ? 1 : 2)];
        if (rows != a.Shape[-1])
            throw node.Damaged($"its left side {a.Shape} has {a.Shape[-1]} columns, its right side {rows} rows");

        if (b.Constant is { } constant && b.Dimensions.SkipLast(2).All(dimension => dimension == 1))
        {
            ImportLayer(node, a, constant, rows);
        }
        else
        {
            ImportProducts(node, a, node.Tensor(1));
        }
    }

    private static void ImportLayer(OnnxNode node, Tensor a, OnnxConstant b, int rows)
    {
        int columns = b.Dimensions.Length == 1 ? 1 : b.Dimensions[^1];
        Tensor weights = Permutation.Apply(node.FloatTensor(node.InputName(1), b.Reshaped([rows, columns])), [1, 0]);
        Tensor product = node.Emit(new FullyConnected(ActivationRange.None), a, weights);
        node.Output(new Reshape(node.Shape([.. OutputShape(a.Shape, b)])), product);
    }

    /// <summary>A vector on either side gains a dimension of 1, which the result loses; the ranks of batches are aligned.</summary>
    private static IEnumerable<long> OutputShape(Shape a, OnnxConstant b)
    {
        for (int i = int.Max(a.Rank, 2); i < b.Dimensions.Length; i++) yield return 1;
        for (int i = 0; i < a.Rank - 1; i++) yield return a[i];
        if (b.Dimensions.Length > 1) yield return b.Dimensions[^1];
    }

    private static void ImportProducts(OnnxNode node, Tensor a, Tensor b)
    {
        var product = new MatMul(IsRightTransposed: false, ActivationRange.None);
        if (a.Shape.Rank > 1 && b.Shape.Rank > 1)
        {
            node.Output(product, a, b);
            return;
        }

        Tensor left = a.Shape.Rank > 1 ? a : node.Emit(new Reshape(new Shape(1, a.Shape[0])), a);
        Tensor right = b.Shape.Rank > 1 ? b : node.Emit(new Reshape(new Shape(b.Shape[0], 1)), b);
        Tensor result = node.Emit(product, left, right);
        IEnumerable<int> dimensions = result.Shape.SkipLast(2);
        if (a.Shape.Rank > 1) dimensions = dimensions.Append(result.Shape[-2]);
        if (b.Shape.Rank > 1) dimensions = dimensions.Append(result.Shape[-1]);
        node.Output(new Reshape(new Shape([.. dimensions])), result);
    }
}
