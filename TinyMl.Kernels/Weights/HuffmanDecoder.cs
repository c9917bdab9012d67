using System;
using System.Buffers.Binary;
using System.IO;

namespace TinyMl.Weights;

/// <summary>
/// Reads canonical Huffman codes (Schwartz and Kallick, 1964): codes of one length are consecutive numbers in the order of their
/// symbols, and a shorter code precedes all longer ones, so that the lengths of the codes say everything. Bits are read from the top of
/// each byte.
/// </summary>
internal ref struct HuffmanDecoder
{
    /// <summary>The elements of the table that a decoder fills.</summary>
    public const int TableLength = Symbols + (2 * (MaximumLength + 1));

    /// <summary>The longest code.</summary>
    public const int MaximumLength = 15;

    private const int Symbols = 256;
    private const int CodeBits = 16;

    private readonly ReadOnlySpan<byte> _bytes;

    // The symbols in the order of their codes; for each length, its last code, followed by ones up to 16 bits, and what is added to a code
    // of this length to find its symbol.
    private readonly Span<ushort> _symbols;
    private readonly Span<ushort> _lasts;
    private readonly Span<ushort> _places;
    private readonly int _shortest;
    private int _position;

    /// <summary>
    /// Reads the lengths: the least symbol, how many follow it, the first length, then for each symbol how its length differs from the
    /// one before. Where the symbol before has a code: 0 for the same length, 10 for no code, 11 and n ones and a zero for another
    /// length; where it has none: 0 for none, 1 and n ones and a zero. Differences are 0 (only where the symbol before has no code), 1, -1,
    /// 2, -2, ... from the last length there was.
    /// </summary>
    /// <exception cref="InvalidDataException">The lengths are those of no code, or are cut short.</exception>
    public HuffmanDecoder(ReadOnlySpan<byte> bytes, Span<ushort> table)
    {
        if (bytes.Length < 3) throw new InvalidDataException("The lengths of Huffman codes are cut short.");
        _bytes = bytes;
        _symbols = table.Slice(0, Symbols);
        _lasts = table.Slice(Symbols, MaximumLength + 1);
        _places = table.Slice(Symbols + MaximumLength + 1, MaximumLength + 1);
        _position = 3 * 8;
        Span<byte> lengths = stackalloc byte[Symbols];
        lengths.Clear();
        ReadLengths(lengths.Slice(0, bytes[1] + 1), bytes[2]);
        _shortest = Assign(lengths, (sbyte)bytes[0]);
    }

    /// <summary>The next symbols.</summary>
    public void Read(Span<sbyte> symbols)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            int bits = Peek();
            int length = _shortest;
            while (bits > _lasts[length]) length++;
            _position += length;
            symbols[i] = (sbyte)_symbols[(ushort)((bits >> (CodeBits - length)) + _places[length])];
        }

        if (_position > 8L * _bytes.Length) throw new InvalidDataException("Huffman codes are cut short.");
    }

    private void ReadLengths(scoped Span<byte> lengths, int last)
    {
        Require(last);
        bool hasCode = true;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (!Bit())
            {
                lengths[i] = (byte)(hasCode ? last : 0);
                continue;
            }

            if (hasCode && !Bit())
            {
                hasCode = false;
                continue;
            }

            last += Difference(first: hasCode ? 1 : 0);
            hasCode = true;
            Require(last);
            lengths[i] = (byte)last;
        }
    }

    private static void Require(int length)
    {
        if (length is < 1 or > MaximumLength) throw new InvalidDataException("A Huffman code has an impossible length.");
    }

    // 0, 1, -1, 2, -2, ... for as many ones as there are before a zero, from the first of them on.
    private int Difference(int first)
    {
        int count = first;
        while (Bit())
        {
            if (++count > 2 * MaximumLength) throw new InvalidDataException("A Huffman code has an impossible length.");
        }

        return (count & 1) != 0 ? (count + 1) / 2 : -count / 2;
    }

    // Numbers the codes, and gives the least length.
    private readonly int Assign(scoped ReadOnlySpan<byte> lengths, int least)
    {
        Span<ushort> counts = _lasts;
        counts.Clear();
        foreach (byte length in lengths) counts[length]++;

        int code = 0, symbols = 0, shortest = 0;
        for (int length = 1; length <= MaximumLength; length++)
        {
            int count = counts[length];
            if (shortest == 0 && count > 0) shortest = length;
            code <<= 1;
            _places[length] = (ushort)symbols;
            symbols += count;
            code += count;
            if (code > 1 << length) throw new InvalidDataException("There are more Huffman codes than their lengths allow.");
            _lasts[length] = (ushort)((code << (CodeBits - length)) - 1);
        }

        if (code != 1 << MaximumLength) throw new InvalidDataException("There are fewer Huffman codes than their lengths allow.");
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] != 0) _symbols[_places[lengths[i]]++] = (byte)(least + i);
        }

        // Places stand behind the last symbol of their length now; its code is the last one.
        for (int length = shortest; length <= MaximumLength; length++) _places[length] -= (ushort)((_lasts[length] >> (CodeBits - length)) + 1);
        return shortest;
    }

    private bool Bit()
    {
        bool bit = Peek() >> (CodeBits - 1) != 0;
        _position++;
        return bit;
    }

    // The next 16 bits; zeros behind the end.
    private readonly int Peek()
    {
        int first = _position >> 3;
        uint bits = 0;
        if (first <= _bytes.Length - sizeof(uint))
        {
            bits = BinaryPrimitives.ReadUInt32BigEndian(_bytes.Slice(first));
        }
        else
        {
            for (int i = 0; i < sizeof(uint); i++) bits = (bits << 8) | (first + i < _bytes.Length ? _bytes[first + i] : 0u);
        }

        return (int)(bits << (_position & 7) >> CodeBits);
    }
}
