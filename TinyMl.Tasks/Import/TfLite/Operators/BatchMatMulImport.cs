using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// BATCH_MATMUL: matrices [..., M, K] and [..., K, N], their last two axes exchanged where adj_x or adj_y says so; the others
/// broadcast. asymmetric_quantize_inputs (field 2) tells how a dynamic-range kernel quantizes while it runs, which none does here.
/// </summary>
internal static class BatchMatMulImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(BuiltinOptions.BatchMatMul, knownFields: 3);
        Tensor left = node.Value(0), right = node.Value(1);
        bool isLeftTransposed = options.Boolean(0), isRightTransposed = options.Boolean(1);
        if (left.Shape.Rank < 2 || right.Shape.Rank < 2 || left.Shape[isLeftTransposed ? -2 : -1] != right.Shape[isRightTransposed ? -1 : -2] || !Broadcast(left.Shape, right.Shape))
        {
            throw node.Damaged($"multiplies {left.Shape} and {right.Shape}");
        }

        if (isLeftTransposed) left = node.AddIntermediate(new Transpose(Exchanged(left.Shape.Rank)), left);
        node.AddSameType(new MatMul(isRightTransposed, ActivationRange.None), left, right);
    }

    private static ImmutableArray<int> Exchanged(int rank) => [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];

    private static bool Broadcast(Shape left, Shape right)
    {
        for (int i = 3; i <= int.Min(left.Rank, right.Rank); i++)
        {
            if (left[-i] != right[-i] && left[-i] != 1 && right[-i] != 1) return false;
        }

        return true;
    }
}
