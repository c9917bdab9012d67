using System;
using TinyMl.Format;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes what <see cref="TinyMl.Weights.BitmapDecoder"/> reads.</summary>
internal static class BitmapEncoder
{
    public static EncodedWeights Encode(ReadOnlySpan<sbyte> weights)
    {
        long[] map = new long[weights.Length];
        long[] others = new long[weights.Length];
        int count = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            map[i] = 1;
            others[count++] = weights[i];
        }

        int bits = PackedIntegers.SignedBits(others.AsSpan(0, count));
        return new EncodedWeights(WeightEncoding.Bitmap, bits, (byte[])[(byte)bits, .. PackedIntegers.Pack(map, 1), .. PackedIntegers.Pack(others.AsSpan(0, count), bits)]);
    }
}
