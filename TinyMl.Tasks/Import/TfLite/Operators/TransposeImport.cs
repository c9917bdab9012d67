using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>TRANSPOSE with a constant permutation.</summary>
internal static class TransposeImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.Transpose, knownFields: 0);
        Tensor x = node.Data(0);
        ImmutableArray<int> permutation = node.Axes(node.Integers(1), x.Shape.Rank);
        if (permutation.Length != x.Shape.Rank || permutation.Distinct().Count() != x.Shape.Rank)
        {
            throw node.Damaged($"permutes {x.Shape} by [{string.Join(", ", permutation)}]");
        }

        node.AddMove(new Transpose(permutation), x);
    }
}
