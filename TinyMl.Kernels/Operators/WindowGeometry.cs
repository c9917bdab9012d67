using System;
using System.Runtime.CompilerServices;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// How the filter of a convolution or pooling moves over x [N, H, W, I] to give y [N, OH, OW, O]. In a stream, x and y may be rings of
/// fewer rows than their height.
/// </summary>
internal readonly struct WindowGeometry
{
    // Low enough that no position computed from them leaves an int.
    private const int MaximumStep = ushort.MaxValue;
    private const int MaximumPadding = ushort.MaxValue;
    private const int MaximumFilter = ushort.MaxValue;

    // The images, less than zero where the window moves upward: a field more would take 8 bytes of every operator.
    private readonly int _images;
    private readonly int _inputSlots;
    private readonly int _outputSlots;

    private WindowGeometry(WindowAxis rows, WindowAxis columns, bool isUpward, in TensorRecord x, in TensorRecord y)
    {
        Rows = rows;
        Columns = columns;
        InputChannels = x.Shape[3];
        OutputChannels = y.Shape[3];
        _images = isUpward ? -x.Shape[0] : x.Shape[0];
        _inputSlots = x.IsRing ? x.Slots : x.Shape[1];
        _outputSlots = y.IsRing ? y.Slots : OutputRows;
    }

    /// <summary>The movement over the height.</summary>
    public WindowAxis Rows { get; }

    /// <summary>The movement over the width.</summary>
    public WindowAxis Columns { get; }

    /// <summary>Whether the rows of y are computed from the last one to the first one.</summary>
    public bool IsUpward => _images < 0;

    /// <summary>The channels of x.</summary>
    public int InputChannels { get; }

    /// <summary>The channels of y.</summary>
    public int OutputChannels { get; }

    /// <summary>The elements of one image in memory: [H, W, I], or the rows of a ring.</summary>
    public int ImageLength => _inputSlots * Columns.Input * InputChannels;

    /// <summary>The taps of the filter [KH, KW].</summary>
    public int Taps => Rows.Filter * Columns.Filter;

    /// <summary>The rows of y over all images.</summary>
    public int OutputRows => Math.Abs(_images) * Rows.Output;

    /// <summary>The pixels of a row of y with their windows; rows count over all images.</summary>
    public WindowRow Row(int row) => new(this, row);

    /// <summary>The first row of x, over all images, that the windows of a row of y reach; where they lie in the padding as a whole, one that they would.</summary>
    public int FirstRow(int row) => (row / Rows.Output * Rows.Input) + Rows.FirstPosition(row % Rows.Output);

    /// <summary>The row of x after the last one that the windows of a row of y reach; the first one where they lie in the padding as a whole.</summary>
    public int EndRow(int row) => (row / Rows.Output * Rows.Input) + Rows.EndPosition(row % Rows.Output);

    /// <summary>The element of an image at which the pixel under two taps starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // It stands in the innermost loop over taps.
    public int Element(in WindowPosition at, int row, int column)
    {
        int slot = at.Rows.Position(row);
        if (slot >= _inputSlots) slot -= _inputSlots;
        return ((slot * Columns.Input) + at.Columns.Position(column)) * InputChannels;
    }

    /// <summary>The row of x in slot 0 from which a window's rows are counted, so that none of them lies two rounds of the ring further.</summary>
    public int RingStart(int row) => Rows.FirstPosition(row) / _inputSlots * _inputSlots;

    /// <summary>The row of y in memory in which a row lies.</summary>
    public int OutputSlot(int row) => row % _outputSlots;

    /// <summary>The number of a tap of the filter [KH, KW].</summary>
    public int Tap(int row, int column) => (row * Columns.Filter) + column;

    /// <summary>
    /// Reads eight attributes (strides, dilations, padding at top, left, bottom, right; height before width) and checks
    /// that they lead from the input's shape to the output's: OH = (H + top + bottom - (KH - 1) * dilation - 1) / stride + 1.
    /// A negative stride of the height is that stride for a window that moves upward.
    /// </summary>
    public static WindowGeometry Read(ref OperatorReader reader, in TensorRecord x, int filterHeight, int filterWidth, in TensorRecord y)
    {
        int step = reader.Attribute(-MaximumStep, MaximumStep);
        int strideWidth = reader.Attribute(1, MaximumStep);
        int dilationHeight = reader.Attribute(1, MaximumStep);
        int dilationWidth = reader.Attribute(1, MaximumStep);
        int top = reader.Attribute(0, MaximumPadding);
        int left = reader.Attribute(0, MaximumPadding);
        int bottom = reader.Attribute(0, MaximumPadding);
        int right = reader.Attribute(0, MaximumPadding);

        int strideHeight = Math.Abs(step);
        reader.Require(step != 0, "has a window that does not move");
        reader.Require(x.Shape.Rank == 4 && y.Shape.Rank == 4 && x.Shape[0] == y.Shape[0], "has an input or output that is not [N, H, W, C] of one batch size");
        reader.Require(filterHeight is > 0 and <= MaximumFilter && filterWidth is > 0 and <= MaximumFilter, "has a filter of impossible size");
        reader.Require(
            Output(x.Shape[1], filterHeight, strideHeight, dilationHeight, top, bottom) == y.Shape[1]
            && Output(x.Shape[2], filterWidth, strideWidth, dilationWidth, left, right) == y.Shape[2],
            "has an output whose size is not that of its window");
        reader.Require(!x.IsRing || Math.Min(x.Shape[1], ((filterHeight - 1L) * dilationHeight) + 1) <= x.Slots, "reads more rows at once than there are in memory");
        return new WindowGeometry(
            new WindowAxis(x.Shape[1], y.Shape[1], filterHeight, strideHeight, dilationHeight, top),
            new WindowAxis(x.Shape[2], y.Shape[2], filterWidth, strideWidth, dilationWidth, left),
            step < 0,
            x,
            y);
    }

    /// <summary>
    /// Reads a pooling's attributes: filter height and width, then those of <see cref="Read"/>. Channels stay, and no
    /// window lies in the padding as a whole.
    /// </summary>
    public static WindowGeometry ReadPool(ref OperatorReader reader, in TensorRecord x, in TensorRecord y)
    {
        int filterHeight = reader.Attribute(1, MaximumFilter);
        int filterWidth = reader.Attribute(1, MaximumFilter);
        WindowGeometry geometry = Read(ref reader, x, filterHeight, filterWidth, y);
        reader.Require(x.Shape[3] == y.Shape[3], "changes the number of channels");
        reader.Require(geometry.Rows.AlwaysReadsInput && geometry.Columns.AlwaysReadsInput, "has a window that lies in the padding as a whole");
        return geometry;
    }

    private static long Output(int input, int filter, int stride, int dilation, int before, int after)
    {
        long span = (long)input + before + after - ((long)(filter - 1) * dilation) - 1;
        return span < 0 ? 0 : (span / stride) + 1;
    }
}
