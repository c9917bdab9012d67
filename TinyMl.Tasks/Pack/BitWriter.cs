using System.Collections.Generic;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes bits from the top of each byte on.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private int _free;

    /// <summary>The bytes; bits behind the last one are 0.</summary>
    public IReadOnlyList<byte> Bytes => _bytes;

    /// <summary>The low bits of a value, the highest of them first.</summary>
    public void Write(int value, int bits)
    {
        for (int bit = bits - 1; bit >= 0; bit--)
        {
            if (_free == 0)
            {
                _bytes.Add(0);
                _free = 8;
            }

            _free--;
            _bytes[^1] |= (byte)((value >> bit & 1) << _free);
        }
    }

    /// <summary>So many ones, then a zero.</summary>
    public void WriteUnary(int ones)
    {
        for (int i = 0; i < ones; i++) Write(1, 1);
        Write(0, 1);
    }
}
