using System;
using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Classical;

/// <summary>The rows of a <see cref="NumberColumn"/>, at addresses of any alignment.</summary>
internal readonly ref struct NumberSpan(ReadOnlySpan<byte> numbers, ElementType type, int width, int rowEntries, IndexSpan indexes, bool isIndexed)
{
    private readonly ReadOnlySpan<byte> _numbers = numbers;
    private readonly IndexSpan _indexes = indexes;
    private readonly ElementType _type = type;
    private readonly int _width = width;
    private readonly int _rowEntries = rowEntries;
    private readonly bool _isIndexed = isIndexed;

    /// <summary>A number of a row.</summary>
    public float this[int row, int column]
    {
        get
        {
            int place = _rowEntries > 1 ? (int)_indexes[(row * _rowEntries) + column] : ((_isIndexed ? (int)_indexes[row] : row) * _width) + column;
            return _type switch
            {
                ElementType.Int8 => (sbyte)_numbers[place],
                ElementType.Int16 => Unsafe.ReadUnaligned<short>(ref Unsafe.AsRef(in _numbers.Slice(place * sizeof(short), sizeof(short))[0])),
                ElementType.Float16 => new RealSpan<Float16Format>(_numbers)[place],
                _ => new RealSpan<Float32Format>(_numbers)[place],
            };
        }
    }
}
