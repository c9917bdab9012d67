using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// MEAN, SUM, REDUCE_MAX, REDUCE_MIN and REDUCE_PROD over constant axes. Of int8, REDUCE_MAX and REDUCE_MIN keep scale and zero
/// point.
/// </summary>
internal static class ReductionImport
{
    public static void Mean(TfLiteNode node) => node.AddSameType(Read(node, (axes, keep) => new Mean(axes, keep)), node.Value(0));

    public static void Sum(TfLiteNode node) => node.AddSameType(Read(node, (axes, keep) => new ReduceSum(axes, keep)), node.Value(0));

    public static void Maximum(TfLiteNode node) => node.AddMove(Read(node, (axes, keep) => new ReduceMax(axes, keep)), node.Value(0));

    public static void Minimum(TfLiteNode node) => node.AddMove(Read(node, (axes, keep) => new ReduceMin(axes, keep)), node.Value(0));

    public static void Product(TfLiteNode node) => node.AddSameType(Read(node, (axes, keep) => new ReduceProd(axes, keep)), node.Value(0));

    private static Reduction Read(TfLiteNode node, Func<ImmutableArray<int>, bool, Reduction> create)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(BuiltinOptions.Reducer, knownFields: 1);
        ImmutableArray<int> axes = node.Axes(node.Integers(1), node.Value(0).Shape.Rank);
        if (axes.IsEmpty) throw node.Damaged($"names no axis");
        return create([.. axes.Distinct().Order()], options.Boolean(0));
    }
}
