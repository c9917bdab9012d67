using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>TILE, BROADCAST_TO and FILL: elements that repeat.</summary>
internal static class TileImport
{
    public static void Tile(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.Tile, knownFields: 0);
        Tensor x = node.Data(0);
        ImmutableArray<int> repeats = node.Integers(1);
        if (repeats.Length != x.Shape.Rank || repeats.Any(count => count < 1)) throw node.Damaged($"repeats {x.Shape} [{string.Join(", ", repeats)}] times");
        RequirePossible(node, x.Shape.Zip(repeats, (dimension, count) => (long)dimension * count));
        node.AddMoves(0, [.. Tiling.Of(x.Shape, repeats)], x);
    }

    public static void BroadcastTo(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.BroadcastTo, knownFields: 0);
        Broadcast(node, node.Data(0), node.Integers(1));
    }

    /// <summary>FILL: dimensions and one value.</summary>
    public static void Fill(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.Fill, knownFields: 0);
        Tensor value = node.Data(1);
        if (value.Shape.ElementCount != 1) throw node.Damaged($"fills with a value of shape {value.Shape}");
        Broadcast(node, value, node.Integers(0));
    }

    private static void Broadcast(TfLiteNode node, Tensor x, ImmutableArray<int> dimensions)
    {
        int added = dimensions.Length - x.Shape.Rank;
        if (added < 0 || dimensions.Any(dimension => dimension < 1) || x.Shape.Where((dimension, axis) => dimension != 1 && dimension != dimensions[axis + added]).Any())
            throw node.Damaged($"broadcasts {x.Shape} to [{string.Join(", ", dimensions)}]");
        RequirePossible(node, dimensions.Select(dimension => (long)dimension));
        node.AddMoves(0, [new Reshape(new Shape([.. Enumerable.Repeat(1, added), .. x.Shape])), new Expand(new Shape(dimensions.AsSpan()))], x);
    }

    private static void RequirePossible(TfLiteNode node, IEnumerable<long> dimensions)
    {
        const long Most = 1 << 28;
        if (dimensions.Aggregate(1L, (product, dimension) => product > Most || dimension > Most ? Most + 1 : product * dimension) > Most)
            throw node.Damaged($"gives more than {Most} elements");
    }
}
