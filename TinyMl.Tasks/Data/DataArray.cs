using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Data;

/// <summary>
/// Numbers from a data file whose first dimension counts samples. Dimensions may be 0; the bytes are little-endian, in C
/// order (the last index fastest) or in Fortran order (the first index fastest).
/// </summary>
internal sealed class DataArray
{
    private readonly byte[] _data;
    private readonly int[] _strides;
    private readonly bool _isContiguous;

    /// <summary>An array over its bytes, which must be as many as the shape needs.</summary>
    public DataArray(NumberType type, ImmutableArray<int> shape, byte[] data, bool fortranOrder = false)
    {
        Type = type;
        Shape = shape;
        _data = data;
        _strides = new int[shape.Length];
        int stride = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = fortranOrder ? i : shape.Length - 1 - i;
            _strides[axis] = stride;
            stride *= shape[axis];
        }

        if (stride * type.Size() != data.Length) throw new ArgumentException($"{stride} numbers of {type} do not take {data.Length} bytes.", nameof(data));
        _isContiguous = !fortranOrder || shape.Length <= 1;
        SampleLength = shape.Length == 0 || shape[0] == 0 ? 0 : stride / shape[0];
    }

    public NumberType Type { get; }

    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of samples; 0 for a lone number.</summary>
    public int Count => Shape.Length == 0 ? 0 : Shape[0];

    /// <summary>The numbers of one sample.</summary>
    public int SampleLength { get; }

    /// <summary>The shape of one sample without dimensions of size 1.</summary>
    public Shape SampleShape => new([.. Shape.Skip(1).Where(dimension => dimension != 1)]);

    /// <summary>The bytes as they lie in the file, little-endian.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <summary>A sample's numbers as real values, in C order.</summary>
    public void CopyTo(int sample, Span<float> values)
    {
        if (_isContiguous && Type == NumberType.Float32)
        {
            CopyTo(sample, MemoryMarshal.AsBytes(values));
            return;
        }

        for (int i = 0; i < SampleLength; i++) values[i] = Type.ToSingle(Number(sample, i));
    }

    /// <summary>A sample's numbers as they are stored, little-endian, in C order.</summary>
    public void CopyTo(int sample, Span<byte> stored)
    {
        int size = Type.Size();
        if (_isContiguous)
        {
            _data.AsSpan(sample * SampleLength * size, SampleLength * size).CopyTo(stored);
            return;
        }

        for (int i = 0; i < SampleLength; i++) Number(sample, i).CopyTo(stored[(i * size)..]);
    }

    /// <summary>The first number of a sample, as an integer.</summary>
    public long Integer(int sample) => Type.ToInt64(Number(sample, 0));

    /// <summary>Some of the samples, in the order given.</summary>
    public DataArray Take(ReadOnlySpan<int> samples)
    {
        int bytes = SampleLength * Type.Size();
        byte[] data = new byte[samples.Length * bytes];
        for (int i = 0; i < samples.Length; i++) CopyTo(samples[i], data.AsSpan(i * bytes, bytes));
        return new DataArray(Type, Shape.SetItem(0, samples.Length), data);
    }

    private ReadOnlySpan<byte> Number(int sample, int element)
    {
        int position = sample * _strides[0];
        for (int axis = Shape.Length - 1; axis > 0; axis--)
        {
            (element, int index) = Math.DivRem(element, Shape[axis]);
            position += index * _strides[axis];
        }

        int size = Type.Size();
        return _data.AsSpan(position * size, size);
    }
}
