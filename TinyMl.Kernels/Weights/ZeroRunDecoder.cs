using System;
using System.IO;
using TinyMl.Arithmetic;

namespace TinyMl.Weights;

/// <summary>
/// Reads weights of which nearly all are 0: the bits of a run, the bits of a value, then integers of as many bits as both, each a run in its
/// low bits, how many zeros come first, and a value in its high ones, which may be 0, too.
/// </summary>
internal ref struct ZeroRunDecoder
{
    private const int MaximumRunBits = 8;
    private const int MaximumValueBits = 8;

    private readonly PackedIntegerSpan _entries;
    private readonly int _entryCount;
    private readonly int _runBits;
    private int _nextEntry;
    private int _zeros;
    private sbyte _value;
    private bool _isInEntry;

    /// <summary>Starts before the first weight.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut short, or runs or values too wide.</exception>
    public ZeroRunDecoder(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] is < 1 or > MaximumRunBits || bytes[1] is < 1 or > MaximumValueBits) throw new InvalidDataException("Runs of zeros among weights are damaged.");
        _runBits = bytes[0];
        int bits = bytes[0] + bytes[1];
        _entries = new PackedIntegerSpan(bytes.Slice(2), bits);
        _entryCount = PackedIntegerSpan.Count(bytes.Length - 2, bits);
        _nextEntry = 0;
        _zeros = 0;
        _value = 0;
        _isInEntry = false;
    }

    /// <summary>The next weights.</summary>
    public void Read(Span<sbyte> weights)
    {
        int i = 0;
        while (i < weights.Length)
        {
            if (!_isInEntry)
            {
                if (_nextEntry == _entryCount) throw new InvalidDataException("Runs of zeros end before the weights do.");
                long entry = _entries[_nextEntry++];
                _zeros = (int)entry & ((1 << _runBits) - 1);
                _value = (sbyte)(entry >> _runBits);
                _isInEntry = true;
            }

            int zeros = Math.Min(_zeros, weights.Length - i);
            weights.Slice(i, zeros).Clear();
            i += zeros;
            _zeros -= zeros;
            if (i == weights.Length) return;
            weights[i++] = _value;
            _isInEntry = false;
        }
    }
}
