using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Format;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Weights;

namespace TinyMl.Tasks.Tests.Pack;

[TestClass]
public sealed class EncodingWeights
{
    [TestMethod]
    public void EveryEncodingGivesTheWeightsBackInPiecesOfAnySize()
    {
        var seen = new HashSet<WeightEncoding>();
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            sbyte[] weights = RandomWeights.Draw(random, random.Next(1, 400));
            foreach (EncodedWeights encoded in RandomWeights.Encodings(weights))
            {
                sbyte[] decoded = new sbyte[weights.Length];
                var decoder = new WeightDecoder(encoded.Encoding, encoded.Bits, encoded.Data.Span, weights.Length, new ushort[WeightDecoder.TableLength]);
                for (int start = 0; start < decoded.Length;)
                {
                    int count = random.Next(1, decoded.Length - start + 1);
                    decoder.Read(decoded.AsSpan(start, count));
                    start += count;
                }

                CollectionAssert.AreEqual(weights, decoded, $"{encoded.Encoding} of {encoded.Bits} bits, seed {seed}");
                seen.Add(encoded.Encoding);
            }
        }

        CollectionAssert.AreEquivalent(Enum.GetValues<WeightEncoding>().Where(encoding => encoding != WeightEncoding.Raw).ToArray(), seen.ToArray());
    }

    [TestMethod]
    public void DamagedBytesAreRefusedOrRead()
    {
        int refused = 0;
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            sbyte[] weights = RandomWeights.Draw(random, random.Next(1, 100));
            EncodedWeights encoded = RandomWeights.Encodings(weights).ElementAt(random.Next(RandomWeights.Encodings(weights).Count()));
            if (encoded.Encoding == WeightEncoding.Integers) continue;
            byte[] bytes = encoded.Data.ToArray();
            for (int i = random.Next(1, 4); i > 0; i--) bytes[random.Next(Math.Min(bytes.Length, random.Next(2) == 0 ? 4 : bytes.Length))] = (byte)random.Next(256);
            if (random.Next(3) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                var decoder = new WeightDecoder(encoded.Encoding, encoded.Bits, bytes, weights.Length, new ushort[WeightDecoder.TableLength]);
                for (int i = 0; i < weights.Length; i++) decoder.Read(new sbyte[1]);
            }
            catch (System.IO.InvalidDataException)
            {
                refused++;
            }
        }

        Assert.IsInRange(2000, 9000, refused);
    }

    // The entropy, and what the lengths of the codes take.
    [TestMethod]
    public void HuffmanCodesComeCloseToTheEntropy()
    {
        var random = new Random(1);
        sbyte[] weights = new sbyte[20_000];
        for (int i = 0; i < weights.Length; i++) weights[i] = (sbyte)Enumerable.Range(0, 12).Sum(_ => random.Next(-7, 8));

        double bits = weights.GroupBy(weight => weight).Sum(group => group.Count() * Math.Log2((double)weights.Length / group.Count()));

        Assert.IsInRange(bits / 8, (bits / 8 * 1.01) + 60, HuffmanEncoder.Encode(weights)!.Bytes);
    }

    [TestMethod]
    public void TheBytesAreThoseOfTheShortestEncoding()
    {
        sbyte[] narrow = [.. Enumerable.Range(0, 1000).Select(i => (sbyte)((i % 15) - 7))];
        sbyte[] clustered = [.. Enumerable.Range(0, 1000).Select(i => (sbyte)((i * i % 4 * 40) - 60))];
        sbyte[] wide = [.. Enumerable.Range(0, 1000).Select(i => (sbyte)i)];

        Assert.AreEqual(500, WeightEncodings.BytesInPlace(narrow));
        Assert.AreEqual(1 + 2 + 125 + 2, WeightEncodings.BytesInPlace(clustered));
        Assert.AreEqual(1000, WeightEncodings.BytesInPlace(wide));
    }
}
