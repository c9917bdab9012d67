using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>SLICE, and STRIDED_SLICE with all its masks (TensorFlow, tf.strided_slice).</summary>
internal static class SliceImport
{
    // Places are listed one by one; no model for a device has as many.
    private const int MostListed = 1 << 20;

    public static void Slice(TfLiteNode node)
    {
        node.Expect(inputs: 3);
        node.Options(BuiltinOptions.Slice, knownFields: 0);
        Tensor x = node.Data(0);
        ImmutableArray<int> begins = node.Integers(1), sizes = node.Integers(2);
        if (begins.Length != x.Shape.Rank || sizes.Length != x.Shape.Rank) throw node.Damaged($"cuts {x.Shape} at {begins.Length} places to {sizes.Length} lengths");
        for (int axis = 0; axis < begins.Length; axis++)
        {
            if (sizes[axis] == -1) sizes = sizes.SetItem(axis, x.Shape[axis] - begins[axis]);
            if (begins[axis] < 0 || sizes[axis] < 1 || begins[axis] > x.Shape[axis] - sizes[axis])
                throw node.Damaged($"takes {sizes[axis]} elements from {begins[axis]} on of axis {axis} of {x.Shape}");
        }

        node.AddMove(new Graphs.Operators.Slice(begins, [.. Enumerable.Repeat(1, begins.Length)], sizes), x);
    }

    public static void StridedSlice(TfLiteNode node)
    {
        node.Expect(inputs: 4);
        FlatTable options = node.Options(BuiltinOptions.StridedSlice, knownFields: 6);
        Tensor x = node.Data(0);
        var bounds = new Bounds(
            node.Integers(1), node.Integers(2), node.Integers(3), options.Int32(0), options.Int32(1), options.Int32(2), options.Int32(3), options.Int32(4), options.Boolean(5));
        if (bounds.Ends.Length != bounds.Begins.Length || bounds.Strides.Length != bounds.Begins.Length || bounds.Strides.Contains(0))
            throw node.Damaged($"has {bounds.Begins.Length} begins, {bounds.Ends.Length} ends and {bounds.Strides.Length} strides, or a stride of 0");

        var places = new int[]?[x.Shape.Rank];
        List<int> dimensions = Dimensions(node, x.Shape, bounds, places);
        if (places.Any(along => along is { Length: 0 })) throw node.NotSupported("with an output without elements", "Every dimension must be at least 1.");
        Operator slice = AxisSelection.Of("StridedSlice", x.Shape, places);
        var shape = new Shape([.. dimensions]);
        node.AddMoves(0, slice.InferShape([x]) == shape ? [slice] : [slice, new Reshape(shape)], x);
    }

    /// <summary>Fills in the places along each axis of the input, and gives the dimensions of the output.</summary>
    private static List<int> Dimensions(TfLiteNode node, Shape x, Bounds bounds, int[]?[] places)
    {
        var dimensions = new List<int>();
        int count = bounds.Begins.Length, axis = 0;
        for (int i = 0; i < count; i++)
        {
            if (Bounds.Has(bounds.EllipsisMask, i))
            {
                int rest = Enumerable.Range(i + 1, count - i - 1).Count(j => !Bounds.Has(bounds.NewAxisMask, j));
                while (axis < x.Rank - rest) dimensions.Add(x[axis++]);
            }
            else if (Bounds.Has(bounds.NewAxisMask, i))
            {
                dimensions.Add(1);
            }
            else
            {
                if (axis >= x.Rank) throw node.Damaged($"has bounds for more axes than {x} has");
                if (x[axis] > MostListed) throw node.NotSupported($"of an axis of {x[axis]} elements", $"It has at most {MostListed}.");
                places[axis] = bounds.Places(i, x[axis]) ?? throw node.Damaged($"takes element {bounds.Begins[i]} of axis {axis} of {x}");
                if (!Bounds.Has(bounds.ShrinkMask, i)) dimensions.Add(places[axis]!.Length);
                axis++;
            }
        }

        dimensions.AddRange(x.Skip(axis));
        return dimensions;
    }

    private sealed record Bounds(
        ImmutableArray<int> Begins, ImmutableArray<int> Ends, ImmutableArray<int> Strides, int BeginMask, int EndMask, int EllipsisMask, int NewAxisMask, int ShrinkMask, bool AreOffsets)
    {
        public static bool Has(int mask, int i) => (mask >> i & 1) != 0;

        /// <summary>The places that bound i takes of an axis; null where it takes one that there is not.</summary>
        public int[]? Places(int i, int dimension)
        {
            long? begin = Has(BeginMask, i) ? null : Begins[i];
            if (Has(ShrinkMask, i))
            {
                long place = begin is not { } named ? Strides[i] > 0 ? 0 : dimension - 1 : named < 0 ? named + dimension : named;
                return place >= 0 && place < dimension ? [(int)place] : null;
            }

            long first = Begins[i] < 0 ? Begins[i] + dimension : Begins[i];
            long? end = Has(EndMask, i) ? null : AreOffsets ? first + Ends[i] : Ends[i];
            return AxisSelection.Slice(dimension, begin, end, Strides[i]);
        }
    }
}
