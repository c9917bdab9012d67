using System;
using TinyMl.Format;
using TinyMl.Tasks.Lower;
using TinyMl.Weights;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes what <see cref="HuffmanDecoder"/> reads.</summary>
internal static class HuffmanEncoder
{
    private const int Symbols = 256;

    /// <summary>The weights in canonical codes, or null where there is only one value.</summary>
    public static EncodedWeights? Encode(ReadOnlySpan<sbyte> weights)
    {
        int[] counts = new int[Symbols];
        foreach (sbyte weight in weights) counts[weight - sbyte.MinValue]++;
        int least = Array.FindIndex(counts, count => count > 0), greatest = Array.FindLastIndex(counts, count => count > 0);
        if (least == greatest) return null;

        int[] lengths = CodeLengths.Of(counts, HuffmanDecoder.MaximumLength);
        int[] codes = Codes(lengths);
        var bits = new BitWriter();
        bits.Write(least + sbyte.MinValue, 8);
        bits.Write(greatest - least, 8);
        bits.Write(lengths[least], 8);
        WriteLengths(bits, lengths.AsSpan(least, greatest - least + 1));
        foreach (sbyte weight in weights) bits.Write(codes[weight - sbyte.MinValue], lengths[weight - sbyte.MinValue]);
        return new EncodedWeights(WeightEncoding.Huffman, 8, (byte[])[.. bits.Bytes]);
    }

    private static void WriteLengths(BitWriter bits, ReadOnlySpan<int> lengths)
    {
        int last = lengths[0];
        bool hasCode = true;
        foreach (int length in lengths)
        {
            if (length == (hasCode ? last : 0))
            {
                bits.Write(0, 1);
            }
            else if (length == 0)
            {
                bits.Write(2, 2);
                hasCode = false;
            }
            else
            {
                // 0, 1, -1, 2, -2, ... of which the first cannot follow a code.
                int difference = length - last, order = difference > 0 ? (2 * difference) - 1 : -2 * difference;
                bits.Write(hasCode ? 3 : 1, hasCode ? 2 : 1);
                bits.WriteUnary(hasCode ? order - 1 : order);
                last = length;
                hasCode = true;
            }
        }
    }

    // Consecutive numbers, by length and then by symbol.
    private static int[] Codes(int[] lengths)
    {
        int[] codes = new int[lengths.Length];
        int code = 0;
        for (int length = 1; length <= HuffmanDecoder.MaximumLength; length++)
        {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length) codes[symbol] = code++;
            }
        }

        return codes;
    }
}
