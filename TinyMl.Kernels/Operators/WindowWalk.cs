namespace TinyMl.Operators;

/// <summary>Goes over the pixels of y in the order in which they lie in memory; for <c>foreach</c>, without an allocation.</summary>
internal struct WindowWalk
{
    private readonly WindowGeometry _window;
    private readonly int _images;
    private int _image;
    private int _pixel;
    private int _row;
    private int _column;
    private Taps _rows;

    /// <summary>Stands before the first pixel of a number of images.</summary>
    public WindowWalk(in WindowGeometry window, int images)
    {
        _window = window;
        _images = images;
        _image = -1;
        _pixel = -window.OutputChannels;
        _row = window.Rows.Output - 1;
        _column = window.Columns.Output - 1;
        _rows = default;
    }

    /// <summary>The pixel that the walk stands at.</summary>
    public readonly WindowPosition Current => new(_image * _window.ImageLength, _pixel, _rows, new Taps(_window.Columns, _column));

    public readonly WindowWalk GetEnumerator() => this;

    /// <summary>Goes on to the next pixel.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        _pixel += _window.OutputChannels;
        if (++_column < _window.Columns.Output) return true;
        _column = 0;
        if (++_row == _window.Rows.Output)
        {
            _row = 0;
            _image++;
        }

        _rows = new Taps(_window.Rows, _row);
        return _image < _images;
    }
}
