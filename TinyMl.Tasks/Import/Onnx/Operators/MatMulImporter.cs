using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>MatMul with a constant right side, [..., M, K] times [K, N] or [K]: a fully connected layer without bias.</summary>
internal static class MatMulImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        Tensor a = node.Tensor(0);
        OnnxConstant b = node.Constant(1, "right side");
        if (a.Shape.Rank == 0 || b.Dimensions.Length == 0) throw node.Damaged("it multiplies a scalar");
        if (b.Dimensions.SkipLast(2).Any(dimension => dimension != 1))
            throw node.Unsupported("its right side is a batch of matrices");

        int rows = b.Dimensions[^(b.Dimensions.Length == 1 ? 1 : 2)];
        int columns = b.Dimensions.Length == 1 ? 1 : b.Dimensions[^1];
        if (rows != a.Shape[-1])
            throw node.Damaged($"its left side {a.Shape} has {a.Shape[-1]} columns, its right side {rows} rows");

        Tensor weights = Permutation.Apply(node.FloatTensor(node.InputName(1), b.Reshaped([rows, columns])), [1, 0]);
        Tensor product = node.Emit(new FullyConnected(ActivationRange.None), a, weights);
        node.Output(new Reshape(node.Shape([.. OutputShape(a.Shape, b)])), product);
    }

    /// <summary>NumPy's matmul: a vector on either side gains a dimension of 1, which the result loses; the ranks of batches
    /// are aligned.</summary>
    private static IEnumerable<long> OutputShape(Shape a, OnnxConstant b)
    {
        for (int i = System.Math.Max(a.Rank, 2); i < b.Dimensions.Length; i++) yield return 1;
        for (int i = 0; i < a.Rank - 1; i++) yield return a[i];
        if (b.Dimensions.Length > 1) yield return b.Dimensions[^1];
    }
}
