using System;
using System.IO;
using TinyMl.Arithmetic;

namespace TinyMl.Weights;

/// <summary>Reads indexes into a table: the number of values less 1, the values, then the indexes, integers of as many bits as the last one takes.</summary>
internal ref struct LookUpDecoder
{
    private readonly ReadOnlySpan<byte> _values;
    private readonly PackedIntegerSpan _indexes;
    private int _next;

    /// <summary>Starts before the first of <paramref name="count"/> weights.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut short.</exception>
    public LookUpDecoder(ReadOnlySpan<byte> bytes, int count)
    {
        int values = bytes.IsEmpty ? 0 : bytes[0] + 1;
        int bits = Bits(values);
        if (values < 2 || bytes.Length < 1 + values + PackedIntegerSpan.Bytes(count, bits)) throw new InvalidDataException("A table of weights or its indexes are cut short.");
        _values = bytes.Slice(1, values);
        _indexes = new PackedIntegerSpan(bytes.Slice(1 + values), bits);
        _next = 0;
    }

    /// <summary>The bits of an index into a table of so many values.</summary>
    public static int Bits(int values)
    {
        int bits = 0;
        while (values - 1 >> bits > 0) bits++;
        return bits;
    }

    /// <summary>The next weights.</summary>
    public void Read(Span<sbyte> weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            int index = (int)_indexes.Unsigned(_next++);
            weights[i] = index < _values.Length ? (sbyte)_values[index] : throw new InvalidDataException("A weight lies outside of its table.");
        }
    }
}
