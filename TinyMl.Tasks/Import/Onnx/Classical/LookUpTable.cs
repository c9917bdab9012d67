using System;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>The constants of a <see cref="Graphs.Operators.LabelMap"/>.</summary>
internal static class LookUpTable
{
    /// <summary>Keys of integers or floats.</summary>
    public static Tensor Keys(OnnxNode node, OnnxConstant keys) => Constant(node, "keys", keys, []);

    /// <summary>Values of integers or floats, and the one for everything else.</summary>
    public static Tensor Values(OnnxNode node, OnnxConstant values, double other) => Constant(node, "values", values, [other]);

    private static Tensor Constant(OnnxNode node, string name, OnnxConstant constant, double[] more)
    {
        var shape = new Shape(constant.Count + more.Length);
        if (constant.Integers() is { } integers)
            return Tensor.Constant<long>($"{node.Name}.{name}", ElementType.Int64, shape, [.. integers, .. more.Select(value => (long)value)]);
        return Tensor.Constant($"{node.Name}.{name}", shape, [.. ForestReader.Exact(node, constant, name), .. Array.ConvertAll(more, value => (float)value)]);
    }
}
