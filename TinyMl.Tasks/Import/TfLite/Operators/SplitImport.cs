using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>SPLIT, SPLIT_V and UNPACK: a slice for each output.</summary>
internal static class SplitImport
{
    public static void Split(TfLiteNode node)
    {
        int parts = node.Source.Outputs.Length;
        node.Expect(inputs: 2, outputs: parts);
        RequireCount(node, node.Options(BuiltinOptions.Split, knownFields: 1).Int32(0));
        Tensor x = node.Data(1);
        int axis = Axis(node, 0, x.Shape);
        if (x.Shape[axis] % parts != 0) throw node.Damaged($"splits axis {axis} of {x.Shape} into {parts} parts alike");
        Import(node, x, axis, [.. Enumerable.Repeat(x.Shape[axis] / parts, parts)]);
    }

    public static void SplitV(TfLiteNode node)
    {
        int parts = node.Source.Outputs.Length;
        node.Expect(inputs: 3, outputs: parts);
        RequireCount(node, node.Options(BuiltinOptions.SplitV, knownFields: 1).Int32(0));
        Tensor x = node.Data(0);
        int axis = Axis(node, 2, x.Shape);
        ImmutableArray<int> lengths = node.Integers(1);
        int open = lengths.IndexOf(-1);
        if (open >= 0) lengths = lengths.SetItem(open, (int)long.Clamp(x.Shape[axis] - lengths.Where((_, i) => i != open).Sum(length => (long)length), -1, int.MaxValue));
        if (lengths.Length != parts || lengths.Any(length => length < 1) || lengths.Sum(length => (long)length) != x.Shape[axis])
            throw node.Damaged($"splits axis {axis} of {x.Shape} into [{string.Join(", ", lengths)}]");
        Import(node, x, axis, lengths);
    }

    public static void Unpack(TfLiteNode node)
    {
        int parts = node.Source.Outputs.Length;
        node.Expect(inputs: 1, outputs: parts);
        FlatTable options = node.Options(BuiltinOptions.Unpack, knownFields: 2);
        RequireCount(node, options.Int32(0));
        Tensor x = node.Data(0);
        int axis = node.Axes([options.Int32(1)], x.Shape.Rank)[0];
        if (x.Shape[axis] != parts) throw node.Damaged($"unpacks axis {axis} of {x.Shape} to {parts} outputs");
        var shape = new Shape([.. x.Shape.Where((_, i) => i != axis)]);
        for (int i = 0; i < parts; i++) node.AddMoves(i, [Slice.Along(axis, i, 1, x.Shape), new Reshape(shape)], x);
    }

    private static void Import(TfLiteNode node, Tensor x, int axis, ImmutableArray<int> lengths)
    {
        int start = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            node.AddMove(i, Slice.Along(axis, start, lengths[i], x.Shape), x);
            start += lengths[i];
        }
    }

    private static void RequireCount(TfLiteNode node, int count)
    {
        if (count != node.Source.Outputs.Length) throw node.Damaged($"has {node.Source.Outputs.Length} outputs, and its options say {count}");
    }

    private static int Axis(TfLiteNode node, int input, Shape shape)
    {
        ImmutableArray<int> axes = node.Integers(input);
        return axes.Length == 1 ? node.Axes(axes, shape.Rank)[0] : throw node.Damaged($"names {axes.Length} axes");
    }
}
