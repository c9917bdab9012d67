using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>MEAN over constant axes.</summary>
internal static class MeanImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(BuiltinOptions.Reducer, knownFields: 1);
        Tensor x = node.Value(0);
        ImmutableArray<int> axes = node.Axes(node.Integers(1), x.Shape.Rank);
        if (axes.IsEmpty) throw node.Damaged($"names no axis");
        node.AddSameType(new Mean([.. axes.Distinct().Order()], options.Boolean(0)), x);
    }
}
