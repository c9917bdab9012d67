using System;
using System.Linq;
using System.Runtime.InteropServices;
using CsCheck;

namespace TinyMl.Kernels.Tests.Int16;

/// <summary>Tensors and attributes drawn at random, with the ends of their ranges more often than chance has them.</summary>
internal sealed class RandomTensor(int seed)
{
    private readonly Random _random = new(seed);

    public static Gen<int> Seed { get; } = Gen.Int[0, int.MaxValue];

    public int Next(int minimum, int maximum) => _random.Next(minimum, maximum + 1);

    public short[] Int16(params int[] shape) => Values<short>(shape, short.MinValue, short.MaxValue);

    public sbyte[] Weights(params int[] shape) => Values<sbyte>(shape, -127, sbyte.MaxValue);

    public int[] Mantissas(int count) => [.. Enumerable.Range(0, count).Select(_ => Mantissa())];

    public int Mantissa() => _random.Next(8) == 0 ? int.MaxValue : _random.Next(1 << 30, int.MaxValue);

    /// <summary>Zero point 0 and bounds, which are those of int16 half of the time.</summary>
    public int[] Range()
    {
        if (_random.Next(2) == 0) return [0, short.MinValue, short.MaxValue];
        int least = Next(short.MinValue, 0);
        return [0, least, Next(least, short.MaxValue)];
    }

    private T[] Values<T>(int[] shape, int minimum, int maximum)
        where T : unmanaged
    {
        T[] values = new T[shape.Aggregate(1, (product, dimension) => product * dimension)];
        for (int i = 0; i < values.Length; i++)
        {
            int value = _random.Next(16) switch { 0 => minimum, 1 => maximum, 2 => 0, _ => Next(minimum, maximum) };
            MemoryMarshal.AsBytes(new ReadOnlySpan<int>(ref value))[..Marshal.SizeOf<T>()].CopyTo(MemoryMarshal.AsBytes(values.AsSpan(i, 1)));
        }

        return values;
    }
}
