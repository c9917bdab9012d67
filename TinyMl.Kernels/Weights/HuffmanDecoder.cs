using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace TinyMl.Weights;

/// <summary>
/// Reads canonical Huffman codes (Schwartz and Kallick, 1964): codes of one length are consecutive numbers in the order of their
/// symbols, and a shorter code precedes all longer ones, so that the lengths of the codes say everything. Bits are read from the top of
/// each byte.
/// </summary>
internal ref struct HuffmanDecoder
{
    /// <summary>The elements of the table that a decoder fills.</summary>
    public const int TableLength = ShortCodes + (Symbols / sizeof(ushort)) + (2 * (MaximumLength + 1));

    /// <summary>The longest code.</summary>
    public const int MaximumLength = 15;

    private const int MaximumBytes = int.MaxValue / 16;
    private const int Symbols = 256;
    private const int CodeBits = 16;
    private const int ShortBits = 8;
    private const int ShortCodes = 1 << ShortBits;

    // A word of 64 bits has at least as many behind its first one, wherever in a byte that lies.
    private const int WordBits = 57;

    private readonly ReadOnlySpan<byte> _bytes;

    // For each string of 8 bits, the length and, below it, the symbol of the code that it starts with, or 0 where that is longer; the
    // symbols in the order of their codes; for each length, its last code, followed by ones up to 16 bits, and what is added to a code of
    // this length to find its symbol.
    private readonly Span<ushort> _short;
    private readonly Span<byte> _symbols;
    private readonly Span<ushort> _lasts;
    private readonly Span<ushort> _places;
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
        if (bytes.Length is < 3 or > MaximumBytes) throw new InvalidDataException("Huffman codes are cut short or too long.");
        _bytes = bytes;
        _short = table.Slice(0, ShortCodes);
        _symbols = MemoryMarshal.AsBytes(table.Slice(ShortCodes, Symbols / sizeof(ushort)));
        _lasts = table.Slice(TableLength - (2 * (MaximumLength + 1)), MaximumLength + 1);
        _places = table.Slice(TableLength - (MaximumLength + 1), MaximumLength + 1);
        _position = 3 * 8;
        Span<byte> lengths = stackalloc byte[Symbols];
        lengths.Clear();
        ReadLengths(lengths.Slice(0, bytes[1] + 1), bytes[2]);
        Assign(lengths, (sbyte)bytes[0]);
    }

    /// <summary>The next symbols.</summary>
    public void Read(Span<sbyte> symbols)
    {
        Span<ushort> shortCodes = _short;
        int i = 0;
        while (i < symbols.Length)
        {
            ulong word = Word();
            int left = WordBits;
            for (; left >= MaximumLength && i < symbols.Length; i++)
            {
                int code = shortCodes[(int)(word >> (64 - ShortBits))];
                int length = code >> ShortBits;
                symbols[i] = length != 0 ? (sbyte)code : Long((int)(word >> (64 - CodeBits)), out length);
                word <<= length;
                left -= length;
            }

            _position += WordBits - left;
        }

        if (_position > 8L * _bytes.Length) throw new InvalidDataException("Huffman codes are cut short.");
    }

    // The symbol of a code that is longer than 8 bits, which 16 bits start with.
    private readonly sbyte Long(int bits, out int length)
    {
        length = ShortBits + 1;
        while (bits > _lasts[length]) length++;
        return (sbyte)_symbols[(ushort)((bits >> (CodeBits - length)) + _places[length])];
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

    // Numbers the codes.
    private readonly void Assign(scoped ReadOnlySpan<byte> lengths, int least)
    {
        Span<ushort> counts = _lasts;
        counts.Clear();
        foreach (byte length in lengths) counts[length]++;

        int code = 0, symbols = 0;
        for (int length = 1; length <= MaximumLength; length++)
        {
            int count = counts[length];
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

        AssignShort();

        // Places stand behind the last symbol of their length now; its code is the last one. Of 256 codes one has 8 bits at most, so that
        // there are codes before all longer ones.
        for (int length = ShortBits + 1; length <= MaximumLength; length++) _places[length] -= (ushort)((_lasts[length] >> (CodeBits - length)) + 1);
    }

    // Codes in ascending order, each for all strings that it starts.
    private readonly void AssignShort()
    {
        int next = 0, symbol = 0;
        for (int length = 1; length <= ShortBits; length++)
        {
            for (; symbol < _places[length]; symbol++)
            {
                int strings = 1 << (ShortBits - length);
                _short.Slice(next, strings).Fill((ushort)((length << ShortBits) | _symbols[symbol]));
                next += strings;
            }
        }

        _short.Slice(next).Clear();
    }

    private bool Bit()
    {
        bool bit = Word() >> 63 != 0;
        _position++;
        return bit;
    }

    // The next bits, at least 57; zeros behind the end.
    private readonly ulong Word()
    {
        int first = _position >> 3;
        ulong word = 0;
        if (first <= _bytes.Length - sizeof(ulong))
        {
            word = BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(first));
        }
        else
        {
            for (int i = 0; i < sizeof(ulong); i++) word = (word << 8) | (first + i < _bytes.Length ? _bytes[first + i] : 0u);
        }

        return word << (_position & 7);
    }
}
