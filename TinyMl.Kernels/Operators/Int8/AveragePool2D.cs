using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Average over a window, rounded to the nearest with halves away from zero: x [N, H, W, C] to y [N, OH, OW, C] of the same
/// scale and zero point. Attributes: 1 where padding counts (as real 0), else 0; the pooling's window (<see
/// cref="WindowGeometry.ReadPool"/>); the zero point, least and greatest y. Equals TensorFlow Lite Micro's reference
/// AveragePool bit for bit where padding does not count.
/// </summary>
public sealed class AveragePool2D : Operator
{
    // So that the sum of a window stays within an int.
    private const int MaximumTaps = 1 << 23;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly WindowGeometry _window;
    private readonly int _batches;
    private readonly int _channels;
    private readonly bool _countsPadding;
    private readonly sbyte _zeroPoint;
    private readonly OutputRange _range;

    private AveragePool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        _countsPadding = reader.Attribute(0, 1) == 1;
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);
        reader.Require((long)_window.Rows.Filter * _window.Columns.Filter <= MaximumTaps, "has a window of too many elements");
        _zeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _range = OutputRange.ReadBounds(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _channels = x.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AveragePool2DInt8, 104, static (ref OperatorReader reader) => new AveragePool2D(ref reader));

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
                    for (int channel = 0; channel < _channels; channel++) y[written++] = _range.Store(Average(xImage, rows, columns, channel));
                }
            }
        }
    }

    private int Average(ReadOnlySpan<sbyte> x, in Taps rows, in Taps columns, int channel)
    {
        int sum = 0;
        for (int row = rows.First; row < rows.End; row++)
        {
            int xRow = rows.Position(row) * _window.Columns.Input;
            for (int column = columns.First; column < columns.End; column++) sum += x[((xRow + columns.Position(column)) * _channels) + channel];
        }

        int count = rows.Count * columns.Count;
        if (_countsPadding)
        {
            int taps = _window.Rows.Filter * _window.Columns.Filter;
            sum += (taps - count) * _zeroPoint;
            count = taps;
        }

        return (sum > 0 ? sum + (count / 2) : sum - (count / 2)) / count;
    }
}
