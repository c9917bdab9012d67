namespace TinyMl.Operators;

/// <summary>A pixel of y [N, OH, OW, O] and the window of x [N, H, W, I] that it is computed from.</summary>
internal readonly struct WindowPosition(int image, int pixel, in Taps rows, in Taps columns)
{
    /// <summary>The element of x at which the pixel's image starts.</summary>
    public int Image { get; } = image;

    /// <summary>The element of y at which the pixel starts.</summary>
    public int Pixel { get; } = pixel;

    /// <summary>The window's taps along the height.</summary>
    public Taps Rows { get; } = rows;

    /// <summary>The window's taps along the width.</summary>
    public Taps Columns { get; } = columns;
}
