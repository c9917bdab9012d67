using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Format;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>The ways to store weights of 8 bits without loss, and what they take.</summary>
internal static class WeightEncodings
{
    private const int RawBits = 8;

    // What is decoded before it is read.
    private static readonly ImmutableArray<Func<ReadOnlySpan<sbyte>, EncodedWeights?>> s_decoded = [BitmapEncoder.Encode, ZeroRunEncoder.Encode, HuffmanEncoder.Encode];

    /// <summary>What the weights take where they are stored in the shortest way that can be read in place: as they are, as narrower integers, or as indexes into a table.</summary>
    public static int BytesInPlace(ReadOnlySpan<sbyte> weights) => InPlace(weights).Select(encoded => encoded.Bytes).Append(weights.Length).Min();

    /// <summary>The encodings that can be read in place and are shorter than the weights themselves.</summary>
    public static ImmutableArray<EncodedWeights> InPlace(ReadOnlySpan<sbyte> weights)
    {
        var encodings = new List<EncodedWeights?>();
        long[] values = new long[weights.Length];
        for (int i = 0; i < values.Length; i++) values[i] = weights[i];
        int bits = PackedIntegers.SignedBits(values);
        if (bits < RawBits) encodings.Add(new EncodedWeights(WeightEncoding.Integers, bits, PackedIntegers.Pack(values, bits)));
        encodings.Add(LookUpEncoder.Encode(weights));
        return Shorter(encodings, weights.Length);
    }

    /// <summary>All encodings that are shorter than the weights themselves.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ImmutableArray<EncodedWeights> All(ReadOnlySpan<sbyte> weights, CancellationToken cancellation)
    {
        List<EncodedWeights?> encodings = [.. InPlace(weights)];
        foreach (Func<ReadOnlySpan<sbyte>, EncodedWeights?> encode in s_decoded)
        {
            cancellation.ThrowIfCancellationRequested();
            encodings.Add(encode(weights));
        }

        return Shorter(encodings, weights.Length);
    }

    private static ImmutableArray<EncodedWeights> Shorter(IEnumerable<EncodedWeights?> encodings, int raw) =>
        [.. encodings.OfType<EncodedWeights>().Where(encoded => encoded.Bytes < raw)];
}
