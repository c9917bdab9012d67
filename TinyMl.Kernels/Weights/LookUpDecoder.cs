using System;
using System.IO;
using TinyMl.Arithmetic;

namespace TinyMl.Weights;

/// <summary>Reads indexes into a table: the number of values less 1, the values, then the indexes, integers of as many bits as the last one takes.</summary>
internal ref struct LookUpDecoder
{
    /// <summary>The most values of a table.</summary>
    public const int MaximumValues = 128;

    private readonly ReadOnlySpan<byte> _values;
    private readonly PackedIntegerSpan _indexes;
    private readonly int _mask;
    private int _next;

    /// <summary>Starts before the first of <paramref name="count"/> weights.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut short.</exception>
    public LookUpDecoder(ReadOnlySpan<byte> bytes, int count)
    {
        int values = bytes.IsEmpty ? 0 : bytes[0] + 1;
        int bits = Bits(values);
        if (values is < 2 or > MaximumValues || bytes.Length < 1 + values + PackedIntegerSpan.Bytes(count, bits)) throw new InvalidDataException("A table of weights or its indexes are cut short.");
        _values = bytes.Slice(1, values);
        _indexes = new PackedIntegerSpan(bytes.Slice(1 + values), bits);
        _mask = (1 << bits) - 1;
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
        _indexes.CopyTo(_next, weights);
        _next += weights.Length;
        ReadOnlySpan<byte> values = _values;
        for (int i = 0; i < weights.Length; i++)
        {
            int index = weights[i] & _mask;
            weights[i] = index < values.Length ? (sbyte)values[index] : throw new InvalidDataException("A weight lies outside of its table.");
        }
    }
}
