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
    private readonly WindowGeometry _window;
    private readonly bool _countsPadding;
    private readonly T _zeroPoint;
    private readonly OutputRange<T> _range;

    /// <summary>Reads x, y, whether padding counts, the window, the zero point, least and greatest y.</summary>
    public AveragePooling(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(StoredInteger<T>.Type);
        TensorRecord y = reader.Output(StoredInteger<T>.Type);
        _countsPadding = reader.Attribute(0, 1) == 1;
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);

        // So that the sum of a window stays within an int.
        reader.Require((long)_window.Rows.Filter * _window.Columns.Filter <= (1 << 30) / (StoredInteger<T>.Maximum + 1), "has a window of too many elements");
        _zeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
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
            for (int channel = 0; channel < _window.OutputChannels; channel++) y[at.Pixel + channel] = _range.Store(Average(image, at, channel));
        }
    }

    private int Average(ReadOnlyIntegerSpan<T> image, in WindowPosition at, int channel)
    {
        int sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++) sum += StoredInteger<T>.Widen(image[_window.Element(at, row, column) + channel]);
        }

        int count = at.Rows.Count * at.Columns.Count;
        if (_countsPadding)
        {
            int taps = _window.Rows.Filter * _window.Columns.Filter;
            sum += (taps - count) * StoredInteger<T>.Widen(_zeroPoint);
            count = taps;
        }

        return (sum > 0 ? sum + (count / 2) : sum - (count / 2)) / count;
    }
}
