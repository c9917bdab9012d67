using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>GlobalAveragePool and GlobalMaxPool: mean and maximum over all spatial dimensions, of which there are any number.</summary>
internal static class GlobalPoolImporter
{
    public static void ImportAverage(OnnxNode node) => Import(node, axes => new Mean(axes, KeepDimensions: true));

    public static void ImportMax(OnnxNode node) => Import(node, axes => new ReduceMax(axes, KeepDimensions: true));

    private static void Import(OnnxNode node, Func<ImmutableArray<int>, Reduction> create)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank < 3) throw node.Damaged($"its input has {x.Shape.Rank} dimensions");
        node.Output(create([.. Enumerable.Range(2, x.Shape.Rank - 2)]), x);
    }
}
