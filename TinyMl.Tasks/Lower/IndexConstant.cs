using System;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>A list of indices that a kernel reads, in the narrowest type that holds them.</summary>
internal static class IndexConstant
{
    /// <summary>A constant of indices, none of them negative.</summary>
    public static Tensor Of(string name, ReadOnlySpan<int> indices)
    {
        int[] values = indices.ToArray();
        var shape = new Shape(values.Length);
        return values.Max() switch
        {
            <= byte.MaxValue => Tensor.Constant<byte>(name, ElementType.UInt8, shape, Array.ConvertAll(values, index => (byte)index)),
            <= short.MaxValue => Tensor.Constant<short>(name, ElementType.Int16, shape, Array.ConvertAll(values, index => (short)index)),
            _ => Tensor.Constant<int>(name, ElementType.Int32, shape, values),
        };
    }
}
