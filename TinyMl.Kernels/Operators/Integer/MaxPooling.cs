using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>Largest value of a window; padding never counts: x [N, H, W, C] to y [N, OH, OW, C] of the same scale and zero point.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct MaxPooling<T>
    where T : unmanaged
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly OutputRange<T> _range;

    /// <summary>Reads x, y, the window, least and greatest y.</summary>
    public MaxPooling(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(StoredInteger<T>.Type);
        TensorRecord y = reader.RowOutput(StoredInteger<T>.Type);
        Window = WindowGeometry.ReadPool(ref reader, x, y);
        _range = OutputRange<T>.ReadBounds(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>How the window moves.</summary>
    public WindowGeometry Window { get; }

    /// <summary>Computes a row of y.</summary>
    public void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        foreach (WindowPosition at in Window.Row(row))
        {
            ReadOnlyIntegerSpan<T> image = x.Slice(at.Image, Window.ImageLength);
            for (int channel = 0; channel < Window.OutputChannels; channel++) y[at.Pixel + channel] = _range.Store(Largest(image, at, channel));
        }
    }

    private int Largest(ReadOnlyIntegerSpan<T> image, in WindowPosition at, int channel)
    {
        int largest = StoredInteger<T>.Minimum;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                largest = Math.Max(largest, StoredInteger<T>.Widen(image[Window.Element(at, row, column) + channel]));
            }
        }

        return largest;
    }
}
