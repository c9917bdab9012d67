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
    private readonly OutputRange _range;

    private MaxPool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);
        _range = OutputRange.ReadBounds(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MaxPool2DInt8, 104, static (ref OperatorReader reader) => new MaxPool2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        foreach (WindowPosition at in _window.Positions)
        {
            ReadOnlySpan<sbyte> image = x.Slice(at.Image, _window.ImageLength);
            for (int channel = 0; channel < _window.OutputChannels; channel++) y[at.Pixel + channel] = _range.Store(Largest(image, at, channel));
        }
    }

    private sbyte Largest(ReadOnlySpan<sbyte> image, in WindowPosition at, int channel)
    {
        sbyte largest = sbyte.MinValue;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                largest = Math.Max(largest, image[_window.Element(at, row, column) + channel]);
            }
        }

        return largest;
    }
}
