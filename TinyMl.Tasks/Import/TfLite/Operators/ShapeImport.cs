using System;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>SHAPE, RANK and RANGE: constants, since all shapes are static.</summary>
internal static class ShapeImport
{
    public static void Shape(TfLiteNode node)
    {
        node.Expect(inputs: 1);

        // The option says what the type of the output says, too.
        node.Options(BuiltinOptions.Shape, knownFields: 1);
        Tensor x = node.Data(0);
        Add(node, new Shape(x.Shape.Rank), [.. x.Shape.Select(dimension => (long)dimension)]);
    }

    public static void Rank(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Rank, knownFields: 0);
        Add(node, Graphs.Shape.Scalar, [node.Data(0).Shape.Rank]);
    }

    /// <summary>RANGE of integers: start, limit, delta.</summary>
    public static void Range(TfLiteNode node)
    {
        node.Expect(inputs: 3);
        node.Options(BuiltinOptions.Range, knownFields: 0);
        long[] bounds = [.. Enumerable.Range(0, 3).Select(node.Integers).Select(values => values.Length == 1 ? values[0] : throw node.Damaged($"has a bound of {values.Length} elements"))];
        if (bounds[2] == 0) throw node.Damaged($"counts by 0");
        long count = (bounds[1] - bounds[0] + bounds[2] - Math.Sign(bounds[2])) / bounds[2];
        if (count < 1 || count > 1 << 20) throw node.NotSupported($"of {count} elements", "It has at least one, and at most a million.");
        Add(node, new Shape((int)count), [.. Enumerable.Range(0, (int)count).Select(i => bounds[0] + (i * bounds[2]))]);
    }

    private static void Add(TfLiteNode node, Shape shape, long[] values)
    {
        int output = node.Source.Outputs[0];
        ReadOnlySpan<byte> data = node.Tensors.ActivationType(output) switch
        {
            ElementType.Int32 => MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (int)value).AsSpan()),
            ElementType.Int64 => MemoryMarshal.AsBytes(values.AsSpan()),
            ElementType type => throw node.Damaged($"writes '{node.Source.Name}' of type {type}"),
        };
        node.Tensors.AddConstant(output, shape, data);
    }
}
