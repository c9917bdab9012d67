namespace TinyMl.Tasks.Graphs;

/// <summary>How a filter or pooling window moves over height and width: strides, dilations and zero padding, in elements.</summary>
internal readonly record struct Window(
    int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int Top, int Left, int Bottom, int Right)
{
    /// <summary>Stride and dilation 1, no padding.</summary>
    public static Window Unit { get; } = new(1, 1, 1, 1, 0, 0, 0, 0);

    public bool IsPadded => (Top | Left | Bottom | Right) != 0;

    /// <summary>The rows that a filter of this height gives over an input of this height.</summary>
    public int OutputHeight(int height, int filter) => Output(height + Top + Bottom, filter, StrideHeight, DilationHeight);

    /// <summary>The columns that a filter of this width gives over an input of this width.</summary>
    public int OutputWidth(int width, int filter) => Output(width + Left + Right, filter, StrideWidth, DilationWidth);

    private static int Output(int padded, int filter, int stride, int dilation) =>
        (padded - ((filter - 1) * dilation) - 1) / stride + 1;
}
