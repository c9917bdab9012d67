using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;

namespace TinyMl.Operators;

/// <summary>Goes over the pixels of one row of y from left to right; for <c>foreach</c>, without an allocation.</summary>
internal struct WindowRow
{
    private readonly WindowGeometry _window;
    private readonly int _image;
    private readonly Taps _rows;
    private int _pixel;
    private int _column;

    /// <summary>Stands before the first pixel of a row; rows count over all images.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public WindowRow(in WindowGeometry window, int row)
    {
        _window = window;
        _image = row / window.Rows.Output * window.ImageLength;
        int height = row % window.Rows.Output;
        _rows = new Taps(window.Rows, height, window.RingStart(height));
        _pixel = ((window.OutputSlot(row) * window.Columns.Output) - 1) * window.OutputChannels;
        _column = -1;
    }

    /// <summary>The pixel that the walk stands at.</summary>
    public readonly WindowPosition Current
    {
        [MethodImpl(InnerLoop.Optimized)]
        get => new(_image, _pixel, _rows, new Taps(_window.Columns, _column));
    }

    public readonly WindowRow GetEnumerator() => this;

    /// <summary>Goes on to the next pixel.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        _pixel += _window.OutputChannels;
        return ++_column < _window.Columns.Output;
    }
}
