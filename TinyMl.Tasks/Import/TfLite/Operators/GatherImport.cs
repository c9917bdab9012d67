using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>GATHER along an axis, at indices that are constant or computed, and GATHER_ND.</summary>
internal static class GatherImport
{
    public static void Gather(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(BuiltinOptions.Gather, knownFields: 2);
        Tensor x = node.Data(0), indices = Indices(node);
        int axis = node.Axes([options.Int32(0)], x.Shape.Rank)[0];
        int shared = options.Int32(1) < 0 ? options.Int32(1) + indices.Shape.Rank : options.Int32(1);
        if (shared < 0 || shared > axis || shared > indices.Shape.Rank || !x.Shape.Take(shared).SequenceEqual(indices.Shape.Take(shared)))
            throw node.Damaged($"gathers from {x.Shape} along axis {axis} at {indices.Shape} with {options.Int32(1)} shared axes");

        if (!indices.IsConstant || shared > 0)
        {
            Add(node, new Gather(axis, shared), x, indices);
            return;
        }

        int[] along = Places(indices);
        if (Array.Exists(along, place => place < 0 || place >= x.Shape[axis])) throw node.Damaged($"gathers beyond axis {axis} of {x.Shape}");
        var places = new int[]?[x.Shape.Rank];
        places[axis] = along;
        Operator selection = AxisSelection.Of("Gather", x.Shape, places);
        node.AddMoves(0, indices.Shape.Rank == 1 ? [selection] : [selection, new Reshape(new Gather(axis, 0).InferShape([x, indices]))], x);
    }

    public static void GatherND(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.GatherNd, knownFields: 0);
        Tensor x = node.Data(0), indices = Indices(node);
        if (indices.Shape.Rank == 0 || indices.Shape[-1] > x.Shape.Rank) throw node.Damaged($"gathers from {x.Shape} at {indices.Shape}");
        Add(node, new GatherND(BatchDimensions: 0), x, indices);
    }

    private static void Add(TfLiteNode node, Operator @operator, Tensor x, Tensor indices)
    {
        if (@operator.InferShape([x, indices]).Rank > TensorRules.MaximumRank) throw node.NotSupported("with too many dimensions", $"The output has at most {TensorRules.MaximumRank}.");
        node.RequireOutput(x.Type);
        node.RequireQuantizedAlike(x, node.Add(0, @operator, x, indices));
    }

    private static Tensor Indices(TfLiteNode node)
    {
        Tensor indices = node.Data(1);
        return indices.Type is ElementType.Int16 or ElementType.Int32 or ElementType.Int64
            ? indices
            : throw node.NotSupported($"at indices of type {indices.Type}", "Indices must be INT16, INT32 or INT64.");
    }

    private static int[] Places(Tensor indices) => indices.Type switch
    {
        ElementType.Int16 => Array.ConvertAll(indices.Values<short>().ToArray(), index => (int)index),
        ElementType.Int32 => indices.Values<int>().ToArray(),
        _ => Array.ConvertAll(indices.Values<long>().ToArray(), index => (int)Math.Clamp(index, -1, int.MaxValue)),
    };
}
