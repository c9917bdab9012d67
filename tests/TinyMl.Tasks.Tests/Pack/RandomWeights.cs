using System;
using System.Collections.Generic;
using TinyMl.Format;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>Weights as quantization, clustering and pruning leave them, and every encoding that can store them.</summary>
internal static class RandomWeights
{
    /// <summary>Weights of a width, a number of values and a share of zeros that the seed draws.</summary>
    public static sbyte[] Draw(Random random, int count)
    {
        int bits = random.Next(1, 9), values = random.Next(2) == 0 ? 256 : random.Next(1, 20);
        double zeros = random.Next(3) switch { 0 => 0, 1 => random.NextDouble(), _ => 0.97 };
        sbyte[] table = new sbyte[values];
        for (int i = 0; i < values; i++) table[i] = (sbyte)random.Next(-(1 << (bits - 1)), 1 << (bits - 1));

        sbyte[] weights = new sbyte[count];
        for (int i = 0; i < count; i++) weights[i] = random.NextDouble() < zeros ? (sbyte)0 : table[(int)(values * random.NextDouble() * random.NextDouble())];
        return weights;
    }

    /// <summary>Every encoding of the weights, whether it is shorter than the weights or not.</summary>
    public static IEnumerable<EncodedWeights> Encodings(sbyte[] weights)
    {
        long[] values = Array.ConvertAll(weights, weight => (long)weight);
        for (int bits = PackedIntegers.SignedBits(values); bits <= 8; bits++) yield return new EncodedWeights(WeightEncoding.Integers, bits, PackedIntegers.Pack(values, bits));
        yield return BitmapEncoder.Encode(weights);
        yield return ZeroRunEncoder.Encode(weights);
        if (LookUpEncoder.Encode(weights) is { } lookUp) yield return lookUp;
        if (HuffmanEncoder.Encode(weights) is { } huffman) yield return huffman;
    }
}
