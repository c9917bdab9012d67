using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// ArrayFeatureExtractor: the columns of the last axis at constant indices, or elements of a constant vector at indices that are known at run time, as
/// exporters look labels up.
/// </summary>
internal static class ArrayFeatureExtractorImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        OnnxValue data = node.InputOrStrings(0), indices = node.Input(1);
        if (data.Dimensions.IsEmpty) throw node.Damaged("its X is a scalar");
        if (indices.Constant is null)
        {
            LookUp(node, data, indices.Activation!);
            return;
        }

        int features = data.Dimensions[^1];
        int[] places = [.. node.Integers(1, "Y")!.Select(place => place >= 0 && place < features ? (int)place : throw node.Damaged($"it takes feature {place}, and there are {features}"))];
        if (places.Length == 0) throw node.Damaged("it takes no features");

        // A vector becomes one row, as ONNX Runtime has it.
        ImmutableArray<int> rows = data.Dimensions.Length == 1 ? [1] : data.Dimensions[..^1];
        if (data.Constant is { } constant)
        {
            node.Reserve(ElementCount.Of(rows), places.Length);
            int[] sources = [.. from row in Enumerable.Range(0, ElementCount.Of(rows)) from place in places select (row * features) + place];
            node.Output(0, new OnnxValue(constant.Select([.. rows, places.Length], sources)) { Strings = data.Strings });
            return;
        }

        Tensor x = node.Data(0);
        if (x.Shape.Rank == 1) x = node.Emit(new Reshape(new Shape(1, features)), x);
        ImmutableArray<ImmutableArray<int>> select = [.. Enumerable.Repeat(ImmutableArray<int>.Empty, x.Shape.Rank - 1), [.. places]];
        node.Output(new Select(nameof(Gather), select), x);
    }

    // Labels by their places.
    private static void LookUp(OnnxNode node, OnnxValue data, Tensor places)
    {
        if (data.Constant is not { } table || table.Count != data.Dimensions[^1] || table.Count == 0)
            throw node.Unsupported("its Y is computed while the model runs, and its X is not a constant vector");
        if (places.Type is not ElementType.Int64) throw node.Damaged($"its Y is of the type {places.Type}, not of integers");
        var row = new Reshape(node.Shape([1, places.Shape.ElementCount]));
        if (!data.Strings.IsEmpty)
        {
            // Places in a table of strings are what strings are here.
            if (!table.Integers().AsSpan().SequenceEqual([.. Enumerable.Range(0, table.Count).Select(i => (long)i)]))
                throw node.Unsupported("its X is a part of the strings of another tensor");
            node.AddClassNames(new ClassNames([.. table.Integers()!], data.Strings));
            node.Output(0, new OnnxValue(node.Emit(row, places)) { Strings = data.Strings });
            return;
        }

        Tensor keys = Tensor.Constant<long>($"{node.Name}.keys", ElementType.Int64, new Shape(table.Count), [.. Enumerable.Range(0, table.Count).Select(i => (long)i)]);
        Tensor values = LookUpTable.Values(node, table, 0);
        if (table.Integers() is { } labels) node.AddClassNames(new ClassNames([.. labels], []));
        node.Output(row, node.Emit(new LabelMap(), places, keys, values));
    }
}
