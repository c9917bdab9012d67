using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Transpose; without perm it reverses the axes.</summary>
internal static class TransposeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        OnnxValue input = node.Input(0);
        int rank = input.Dimensions.Length;
        ImmutableArray<int> permutation = node.Attributes.Ints("perm") is { } named
            ? [.. named.Select(axis => node.Axis(axis, rank))]
            : [.. Enumerable.Range(0, rank).Reverse()];
        if (permutation.Length != rank || !Permutation.IsValid(permutation))
            throw node.Damaged($"its perm [{string.Join(", ", permutation)}] does not order {rank} axes");

        if (input.Constant is { } constant)
        {
            node.Reserve(constant.Count);
            node.Output(constant.Transposed(permutation));
        }
        else
        {
            node.Output(new Transpose(permutation), input.Activation!);
        }
    }
}
