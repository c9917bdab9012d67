using System;
using System.IO;
using TinyMl.Arithmetic;

namespace TinyMl.Weights;

/// <summary>Reads weights of which many are 0: how many bits the others have, a bit for each weight, 0 where it is 0, then the others as integers.</summary>
internal ref struct BitmapDecoder
{
    private const int MaximumBits = 8;

    private readonly ReadOnlySpan<byte> _map;
    private readonly PackedIntegerSpan _others;
    private readonly int _otherCount;
    private int _next;
    private int _nextOther;

    /// <summary>Starts before the first of <paramref name="count"/> weights.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut short, or the integers too wide.</exception>
    public BitmapDecoder(ReadOnlySpan<byte> bytes, int count)
    {
        int mapBytes = (int)PackedIntegerSpan.Bytes(count, 1);
        if (bytes.Length <= mapBytes || bytes[0] is < 1 or > MaximumBits) throw new InvalidDataException("A bitmap of weights is damaged.");
        int bits = bytes[0];
        ReadOnlySpan<byte> others = bytes.Slice(1 + mapBytes);
        _map = bytes.Slice(1, mapBytes);
        _others = new PackedIntegerSpan(others, bits);
        _otherCount = PackedIntegerSpan.Count(others.Length, bits);
        _next = 0;
        _nextOther = 0;
    }

    /// <summary>The next weights.</summary>
    public void Read(Span<sbyte> weights)
    {
        for (int i = 0; i < weights.Length; i++, _next++)
        {
            if ((_map[_next >> 3] >> (_next & 7) & 1) == 0)
            {
                weights[i] = 0;
                continue;
            }

            if (_nextOther == _otherCount) throw new InvalidDataException("A bitmap names more weights than there are.");
            weights[i] = (sbyte)_others[_nextOther++];
        }
    }
}
