using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Largest value of a window; padding never counts: x [N, H, W, C] to y [N, OH, OW, C] of the same scale and zero point.
/// Attributes: the pooling's window (<see cref="WindowGeometry.ReadPool"/>), least and greatest y. Equals TensorFlow Lite
/// Micro's reference MaxPool bit for bit.
/// </summary>
public sealed class MaxPool2D : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly WindowGeometry _window;
    private readonly int _batches;
    private readonly int _channels;
    private readonly OutputRange _range;

    private MaxPool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);
        _range = OutputRange.ReadBounds(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _channels = x.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MaxPool2DInt8, 104, static (ref OperatorReader reader) => new MaxPool2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        int image = _window.Rows.Input * _window.Columns.Input * _channels;
        int written = 0;
        for (int batch = 0; batch < _batches; batch++)
        {
            ReadOnlySpan<sbyte> xImage = x.Slice(batch * image, image);
            for (int row = 0; row < _window.Rows.Output; row++)
            {
                var rows = new Taps(_window.Rows, row);
                for (int column = 0; column < _window.Columns.Output; column++)
                {
                    var columns = new Taps(_window.Columns, column);
                    for (int channel = 0; channel < _channels; channel++) y[written++] = _range.Store(Largest(xImage, rows, columns, channel));
                }
            }
        }
    }

    private sbyte Largest(ReadOnlySpan<sbyte> x, in Taps rows, in Taps columns, int channel)
    {
        sbyte largest = sbyte.MinValue;
        for (int row = rows.First; row < rows.End; row++)
        {
            int xRow = rows.Position(row) * _window.Columns.Input;
            for (int column = columns.First; column < columns.End; column++)
            {
                largest = Math.Max(largest, x[((xRow + columns.Position(column)) * _channels) + channel]);
            }
        }

        return largest;
    }
}
