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
    private readonly WindowGeometry _window;
    private readonly OutputRange<T> _range;

    /// <summary>Reads x, y, the window, least and greatest y.</summary>
    public MaxPooling(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(StoredInteger<T>.Type);
        TensorRecord y = reader.Output(StoredInteger<T>.Type);
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);
        _range = OutputRange<T>.ReadBounds(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>Computes y.</summary>
    public void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        foreach (WindowPosition at in _window.Positions)
        {
            ReadOnlyIntegerSpan<T> image = x.Slice(at.Image, _window.ImageLength);
            for (int channel = 0; channel < _window.OutputChannels; channel++) y[at.Pixel + channel] = _range.Store(Largest(image, at, channel));
        }
    }

    private int Largest(ReadOnlyIntegerSpan<T> image, in WindowPosition at, int channel)
    {
        int largest = StoredInteger<T>.Minimum;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                largest = Math.Max(largest, StoredInteger<T>.Widen(image[_window.Element(at, row, column) + channel]));
            }
        }

        return largest;
    }
}
