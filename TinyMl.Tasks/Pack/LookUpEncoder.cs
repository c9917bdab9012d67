using System;
using System.Linq;
using TinyMl.Format;
using TinyMl.Tasks.Lower;
using TinyMl.Weights;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes what <see cref="LookUpDecoder"/> reads.</summary>
internal static class LookUpEncoder
{
    /// <summary>The weights as indexes into their values in ascending order, or null where there is only one value or there are more than 128.</summary>
    public static EncodedWeights? Encode(ReadOnlySpan<sbyte> weights)
    {
        Span<bool> occurs = stackalloc bool[256];
        foreach (sbyte weight in weights) occurs[weight - sbyte.MinValue] = true;
        Span<long> indexOf = stackalloc long[256];
        byte[] values = new byte[256];
        int count = 0;
        for (int i = 0; i < occurs.Length; i++)
        {
            if (!occurs[i]) continue;
            indexOf[i] = count;
            values[count++] = (byte)(i + sbyte.MinValue);
        }

        if (count is < 2 or > LookUpDecoder.MaximumValues) return null;
        long[] indexes = new long[weights.Length];
        for (int i = 0; i < weights.Length; i++) indexes[i] = indexOf[weights[i] - sbyte.MinValue];
        int bits = LookUpDecoder.Bits(count);
        return new EncodedWeights(WeightEncoding.LookUp, bits, (byte[])[(byte)(count - 1), .. values.Take(count), .. PackedIntegers.Pack(indexes, bits)]);
    }
}
