using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// A constant around a tensor, elements of any type. Input: x; output: y of the same type, y[i] = x[i] + before[i] +
/// after[i] along axis i. Attributes: before and after for each axis, at least 0, then the bits of the constant (the low
/// bits for elements of less than 32 bits, sign-extended for longer ones).
/// </summary>
public sealed class Pad : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Dimensions _rows;
    private readonly Dimensions _strides;
    private readonly int _start;
    private readonly int _rowBytes;
    private readonly int _elementBytes;
    private readonly int _value;

    private Pad(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        int rank = x.Shape.Rank;
        reader.Require(y.Shape.Rank == rank, "has an output of another rank than its input");
        Span<int> shape = stackalloc int[PackedFormat.MaximumRank];
        Span<int> strides = stackalloc int[PackedFormat.MaximumRank];
        _elementBytes = x.Type.Size();
        _rowBytes = _elementBytes;
        int rowAxes = 0;
        for (int i = 0; i < rank; i++)
        {
            int before = reader.Attribute(0, int.MaxValue);
            int after = reader.Attribute(0, int.MaxValue);
            reader.Require(y.Shape[i] == (long)x.Shape[i] + before + after, "has an output whose shape is not the padded one");
            shape[i] = x.Shape[i];
            strides[i] = y.Shape.CountAfter(i) * _elementBytes;
            _start += before * strides[i];
            if (before + after > 0) rowAxes = i;
        }

        // What follows the last padded axis, and that axis itself, is one run of the input and of the output.
        for (int i = rowAxes; i < rank; i++) _rowBytes *= shape[i];
        _rows = new Dimensions(shape.Slice(0, rowAxes));
        _strides = new Dimensions(strides.Slice(0, rowAxes));
        _value = reader.Attribute();
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Pad, 112, static (ref OperatorReader reader) => new Pad(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        int rows = _rows.Count, filled = 0;
        for (int row = 0; row < rows; row++)
        {
            int position = row, to = _start;
            for (int axis = _rows.Rank - 1; axis >= 0; axis--)
            {
                to += position % _rows[axis] * _strides[axis];
                position /= _rows[axis];
            }

            // From the start of y on, so that what is written may lie over what was read.
            ElementFill.Fill(y.Slice(filled, to - filled), _value, _elementBytes);
            x.Slice(row * _rowBytes, _rowBytes).CopyTo(y.Slice(to));
            filled = to + _rowBytes;
        }

        ElementFill.Fill(y.Slice(filled), _value, _elementBytes);
    }
}
