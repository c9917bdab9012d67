using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>REVERSE_V2 along constant axes: a slice that counts backwards.</summary>
internal static class ReverseImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.ReverseV2, knownFields: 0);
        Tensor x = node.Data(0);
        ImmutableArray<int> axes = node.Axes(node.Integers(1), x.Shape.Rank);
        node.AddMove(
            new Slice([.. x.Shape.Select((dimension, axis) => axes.Contains(axis) ? dimension - 1 : 0)], [.. x.Shape.Select((_, axis) => axes.Contains(axis) ? -1 : 1)], [.. x.Shape]), x);
    }
}
