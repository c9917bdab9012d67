using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Constant tables in the smallest of the forms that <see cref="TinyMl.Operators.Classical.IndexColumn"/> and
/// <see cref="TinyMl.Operators.Classical.NumberColumn"/> read without loss.
/// </summary>
internal static class PackedTable
{
    /// <summary>Unsigned numbers in as many bytes as the largest needs.</summary>
    public static Tensor Indexes(string name, uint[] values)
    {
        uint largest = values.Max();
        int size = largest < 1u << 8 ? 1 : largest < 1u << 16 ? 2 : largest < 1u << 24 ? 3 : 4;
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(values[i / size] >> (8 * (i % size)));
        return Tensor.Constant<byte>(name, ElementType.UInt8, new Shape(values.Length, size), bytes);
    }

    /// <summary>
    /// Rows of real numbers: row after row; an index for each row and a table of those that differ; or an index for each number and a table
    /// of numbers; whichever takes the fewest bytes, the first of equals.
    /// </summary>
    public static IReadOnlyList<Tensor> Numbers(string name, float[] values, int width)
    {
        Tensor[][] forms = [[Narrow(name, values, width)], Indexed(name, values, width), Indexed(name, values, width: 1)];
        return forms.MinBy(form => form.Sum(tensor => tensor.ByteLength))!;
    }

    private static Tensor[] Indexed(string name, float[] values, int width)
    {
        var places = new Dictionary<string, uint>(StringComparer.Ordinal);
        var rows = new List<float>();
        uint[] indexes = new uint[values.Length / width];
        for (int i = 0; i < indexes.Length; i++)
        {
            float[] row = values[(i * width)..((i + 1) * width)];
            string bits = string.Join(',', row.Select(BitConverter.SingleToInt32Bits));
            if (!places.TryGetValue(bits, out indexes[i]))
            {
                places.Add(bits, indexes[i] = (uint)places.Count);
                rows.AddRange(row);
            }
        }

        return [Indexes($"{name}.indexes", indexes), Narrow($"{name}.table", [.. rows], width)];
    }

    private static Tensor Narrow(string name, float[] values, int width)
    {
        var shape = new Shape(values.Length / width, width);
        if (values.All(value => IsExact(value, (sbyte)Integer(value, sbyte.MinValue, sbyte.MaxValue))))
            return Tensor.Constant<sbyte>(name, ElementType.Int8, shape, Array.ConvertAll(values, value => (sbyte)value));
        if (values.All(value => IsExact(value, (float)(Half)value)))
            return Tensor.Constant<Half>(name, ElementType.Float16, shape, Array.ConvertAll(values, value => (Half)value));
        if (values.All(value => IsExact(value, (short)Integer(value, short.MinValue, short.MaxValue))))
            return Tensor.Constant<short>(name, ElementType.Int16, shape, Array.ConvertAll(values, value => (short)value));
        return Tensor.Constant(name, shape, values);
    }

    // -0 is another number than 0.
    private static bool IsExact(float value, float stored) => BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(stored);

    private static int Integer(float value, int least, int greatest) => value >= least && value <= greatest ? (int)value : 0;
}
