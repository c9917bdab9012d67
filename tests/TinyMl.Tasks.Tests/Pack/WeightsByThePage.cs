using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>Encoded weights read by docs/packed-format.md and by nothing else: no code of the runtime or of the compiler.</summary>
internal static class WeightsByThePage
{
    public static sbyte[] Read(int kind, byte[] data, int count) => kind switch
    {
        > 64 => [.. Integers(data, count, kind - 64)],
        16 => [.. LookUp(data, count)],
        17 => [.. Bitmap(data, count)],
        18 => [.. ZeroRuns(data, count)],
        _ => [.. Huffman(data, count)],
    };

    private static IEnumerable<sbyte> Integers(byte[] data, int count, int bits) =>
        Enumerable.Range(0, count).Select(i => Number(data, i, bits)).Select(value => (sbyte)(value >= 1 << (bits - 1) ? value - (1 << bits) : value));

    private static IEnumerable<sbyte> LookUp(byte[] data, int count)
    {
        int last = data[0], bits = last.ToString("b", null).Length;
        return Enumerable.Range(0, count).Select(i => (sbyte)data[1 + Number(data[(2 + last)..], i, bits)]);
    }

    private static IEnumerable<sbyte> Bitmap(byte[] data, int count)
    {
        byte[] map = data[1..(1 + ((count + 7) / 8))];
        var others = new Queue<sbyte>(Integers(data[(1 + map.Length)..], Enumerable.Range(0, count).Sum(i => Number(map, i, 1)), data[0]));
        return Enumerable.Range(0, count).Select(i => Number(map, i, 1) == 0 ? (sbyte)0 : others.Dequeue());
    }

    private static IEnumerable<sbyte> ZeroRuns(byte[] data, int count)
    {
        int runBits = data[0], valueBits = data[1];
        var weights = new List<sbyte>();
        for (int i = 0; weights.Count < count; i++)
        {
            int entry = Number(data[2..], i, runBits + valueBits), value = entry >> runBits;
            weights.AddRange(new sbyte[entry & ((1 << runBits) - 1)]);
            weights.Add((sbyte)(value >= 1 << (valueBits - 1) ? value - (1 << valueBits) : value));
        }

        return weights.Take(count);
    }

    private static IEnumerable<sbyte> Huffman(byte[] data, int count)
    {
        var bits = new Queue<int>(data.Skip(3).SelectMany(value => Enumerable.Range(0, 8).Select(bit => value >> (7 - bit) & 1)));
        var lengths = new List<(int Length, int Value)>();
        int least = (sbyte)data[0], last = data[2];
        bool hasCode = true;
        for (int value = least; value <= least + data[1]; value++)
        {
            if (bits.Dequeue() == 1)
            {
                bool hadCode = hasCode;
                hasCode = !hadCode || bits.Dequeue() == 1;
                if (hasCode)
                {
                    int order = hadCode ? 1 : 0;
                    while (bits.Dequeue() == 1) order++;
                    last += order % 2 == 1 ? (order + 1) / 2 : -order / 2;
                }
            }

            if (hasCode) lengths.Add((last, value));
        }

        var codes = new Dictionary<(int Length, int Code), int>();
        int next = 0, before = 0;
        foreach ((int length, int value) in lengths.Order())
        {
            next <<= length - before;
            before = length;
            codes.Add((length, next++), value);
        }

        for (int i = 0; i < count; i++)
        {
            int code = 0, length = 0;
            do
            {
                code = (2 * code) + bits.Dequeue();
                length++;
            }
            while (!codes.ContainsKey((length, code)));
            yield return (sbyte)codes[(length, code)];
        }
    }

    private static int Number(byte[] data, int index, int bits) =>
        Enumerable.Range(0, bits).Sum(bit => (data[((index * bits) + bit) / 8] >> (((index * bits) + bit) % 8) & 1) << bit);
}
