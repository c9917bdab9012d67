using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: the same elements under another shape.</summary>
internal static class ReshapeImport
{
    /// <summary>RESHAPE to the shape in input 1 or, in older files, in the options; one dimension may be -1.</summary>
    public static void Reshape(TfLiteNode node)
    {
        node.Expect(inputs: 1, optionalInputs: 1);
        FlatTable options = node.Options(BuiltinOptions.Reshape, knownFields: 1);
        Tensor x = node.Data(0);
        ImmutableArray<int> dimensions = node.HasInput(1) ? node.Integers(1) : options.Numbers<int>(0);
        int open = dimensions.IndexOf(-1);
        if (open >= 0)
        {
            long others = dimensions.RemoveAt(open).Aggregate(1L, (product, dimension) => unchecked(product * dimension));
            if (others < 1 || x.Shape.ElementCount % others != 0)
            {
                throw node.Damaged($"gives {x.Shape} the shape [{string.Join(", ", dimensions)}]");
            }

            dimensions = dimensions.SetItem(open, (int)(x.Shape.ElementCount / others));
        }

        Add(node, x, dimensions);
    }

    /// <summary>SQUEEZE: without the given dimensions of 1, or without all of them.</summary>
    public static void Squeeze(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        FlatTable options = node.Options(BuiltinOptions.Squeeze, knownFields: 1);
        Tensor x = node.Data(0);
        ImmutableArray<int> axes = node.Axes(options.Numbers<int>(0), x.Shape.Rank);
        Add(node, x, [.. x.Shape.Where((dimension, axis) => axes.IsEmpty ? dimension != 1 : !axes.Contains(axis))]);
    }

    /// <summary>EXPAND_DIMS: with a dimension of 1 at an axis.</summary>
    public static void ExpandDims(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.ExpandDims, knownFields: 0);
        Tensor x = node.Data(0);
        ImmutableArray<int> axes = node.Integers(1);
        if (axes.Length != 1) throw node.Damaged($"names {axes.Length} axes");
        Add(node, x, [.. x.Shape.ToArray().ToImmutableArray().Insert(node.Axes(axes, x.Shape.Rank + 1)[0], 1)]);
    }

    private static void Add(TfLiteNode node, Tensor x, ImmutableArray<int> dimensions)
    {
        // Multiplied with a bound, since the dimensions come from the file.
        long elements = 1;
        foreach (int dimension in dimensions) elements = dimension < 1 || elements > int.MaxValue ? 0 : elements * dimension;
        if (elements != x.Shape.ElementCount) throw node.Damaged($"gives {x.Shape} the shape [{string.Join(", ", dimensions)}]");
        node.AddMove(new Reshape(new Shape(dimensions.AsSpan())), x);
    }
}
