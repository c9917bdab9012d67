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
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AveragePool2DInt8, 112, static (ref OperatorReader reader) => new AveragePool2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        foreach (WindowPosition at in _window.Positions)
        {
            ReadOnlySpan<sbyte> image = x.Slice(at.Image, _window.ImageLength);
            for (int channel = 0; channel < _window.OutputChannels; channel++) y[at.Pixel + channel] = _range.Store(Average(image, at, channel));
        }
    }

    private int Average(ReadOnlySpan<sbyte> image, in WindowPosition at, int channel)
    {
        int sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++) sum += image[_window.Element(at, row, column) + channel];
        }

        int count = at.Rows.Count * at.Columns.Count;
        if (_countsPadding)
        {
            int taps = _window.Rows.Filter * _window.Columns.Filter;
            sum += (taps - count) * _zeroPoint;
            count = taps;
        }

        return (sum > 0 ? sum + (count / 2) : sum - (count / 2)) / count;
    }
}
