using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// Average over a window, rounded to the nearest with halves away from zero: x [N, H, W, C] to y [N, OH, OW, C] of the same scale
/// and zero point.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct AveragePooling<T>
    where T : unmanaged
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly bool _countsPadding;
    private readonly T _zeroPoint;
    private readonly OutputRange<T> _range;

    /// <summary>Reads x, y, whether padding counts, the window, the zero point, least and greatest y.</summary>
    public AveragePooling(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(StoredInteger<T>.Type);
        TensorRecord y = reader.RowOutput(StoredInteger<T>.Type);
        _countsPadding = reader.Attribute(0, 1) == 1;
        Window = WindowGeometry.ReadPool(ref reader, x, y);

        // So that the sum of a window stays within an int.
        reader.Require((long)Window.Rows.Filter * Window.Columns.Filter <= (1 << 30) / (StoredInteger<T>.Maximum + 1), "has a window of too many elements");
        _zeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
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
            for (int channel = 0; channel < Window.OutputChannels; channel++) y[at.Pixel + channel] = _range.Store(Average(image, at, channel));
        }
    }

    private int Average(ReadOnlyIntegerSpan<T> image, in WindowPosition at, int channel)
    {
        int sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++) sum += StoredInteger<T>.Widen(image[Window.Element(at, row, column) + channel]);
        }

        int count = at.Rows.Count * at.Columns.Count;
        if (_countsPadding)
        {
            int taps = Window.Rows.Filter * Window.Columns.Filter;
            sum += (taps - count) * StoredInteger<T>.Widen(_zeroPoint);
            count = taps;
        }

        return (sum > 0 ? sum + (count / 2) : sum - (count / 2)) / count;
    }
}
