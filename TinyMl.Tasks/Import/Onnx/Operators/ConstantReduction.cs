using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>A reduction of integers that are known at import, as exporters leave it where they compute shapes.</summary>
internal static class ConstantReduction
{
    /// <summary>The result of combining the elements along the axes one by one.</summary>
    public static OnnxConstant Compute(OnnxNode node, OnnxConstant constant, Reduction reduction, Func<long, long, long> combine)
    {
        node.Reserve(constant.Count);
        if (constant.Count == 0) throw node.Unsupported("it has a constant input without elements");

        // The axes that go last, so that what belongs together lies together.
        ImmutableArray<int> order = [.. Enumerable.Range(0, constant.Dimensions.Length).OrderBy(reduction.Axes.Contains)];
        long[] values = constant.Integers()!;
        int[] sources = Permutation.SourceIndices(order, constant.Dimensions);
        int count = ElementCount.Of(reduction.Axes.Select(axis => constant.Dimensions[axis]));
        Shape shape = reduction.InferShape([constant.ToTensor(node.Name)]);
        try
        {
            long[] results = [.. sources.Chunk(count).Select(group => group.Select(source => values[source]).Aggregate(combine))];
            return OnnxConstant.Vector(results).Reshaped([.. shape]).Cast(constant.Type);
        }
        catch (OverflowException)
        {
            throw node.Damaged("its result exceeds its type");
        }
    }
}
