using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using TinyMl.Format;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes what <see cref="TinyMl.Weights.ZeroRunDecoder"/> reads.</summary>
internal static class ZeroRunEncoder
{
    private const int MaximumRunBits = 8;

    /// <summary>The weights with runs of the width that makes them shortest.</summary>
    public static EncodedWeights Encode(ReadOnlySpan<sbyte> weights)
    {
        int valueBits = 1;
        foreach (sbyte weight in weights) valueBits = Math.Max(valueBits, PackedIntegers.SignedBits([weight]));

        EncodedWeights? shortest = null;
        for (int runBits = 1; runBits <= MaximumRunBits; runBits++)
        {
            List<long> entries = Entries(weights, runBits);
            byte[] data = [(byte)runBits, (byte)valueBits, .. PackedIntegers.Pack(CollectionsMarshal.AsSpan(entries), runBits + valueBits)];
            if (shortest is null || data.Length < shortest.Data.Length) shortest = new EncodedWeights(WeightEncoding.ZeroRuns, valueBits, data);
        }

        return shortest!;
    }

    private static List<long> Entries(ReadOnlySpan<sbyte> weights, int runBits)
    {
        var entries = new List<long>();
        int most = (1 << runBits) - 1, zeros = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0 && zeros < most && i < weights.Length - 1)
            {
                zeros++;
                continue;
            }

            entries.Add(((long)weights[i] << runBits) | (uint)zeros);
            zeros = 0;
        }

        return entries;
    }
}
