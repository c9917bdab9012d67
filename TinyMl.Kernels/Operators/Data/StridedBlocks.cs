using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Blocks of bytes that lie in a source at start + sum of position[i] * strides[i], positions below counts, the last one
/// moving fastest. Strides are bytes, of any sign, or 0 where a block repeats.
/// </summary>
internal readonly struct StridedBlocks(in Dimensions counts, in Dimensions strides, int start, int block)
{
    private readonly Dimensions _counts = counts;
    private readonly Dimensions _strides = strides;
    private readonly int _start = start;
    private readonly int _block = block;

    /// <summary>Writes the blocks one behind the other; whoever made this has checked that all of them lie in x.</summary>
    public void CopyTo(ReadOnlySpan<byte> x, Span<byte> y)
    {
        int last = _counts.Rank - 1;
        int length = _counts[last], stride = _strides[last];
        int rows = _counts.CountBefore(last);
        int rowBytes = length * _block;
        for (int row = 0; row < rows; row++)
        {
            int position = row, from = _start;
            for (int axis = last - 1; axis >= 0; axis--)
            {
                from += position % _counts[axis] * _strides[axis];
                position /= _counts[axis];
            }

            CopyRow(x, from, stride, y.Slice(row * rowBytes, rowBytes), length);
        }
    }

    private void CopyRow(ReadOnlySpan<byte> x, int from, int stride, Span<byte> y, int count)
    {
        if (_block == 1)
        {
            for (int i = 0; i < count; i++) y[i] = x[from + (i * stride)];
            return;
        }

        if (_block == sizeof(int))
        {
            for (int i = 0; i < count; i++)
            {
                int element = MemoryMarshal.Read<int>(x.Slice(from + (i * stride)));
                Unsafe.WriteUnaligned(ref y.Slice(i * sizeof(int), sizeof(int))[0], element);
            }

            return;
        }

        for (int i = 0; i < count; i++) x.Slice(from + (i * stride), _block).CopyTo(y.Slice(i * _block));
    }
}
