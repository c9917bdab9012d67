using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The window of Conv and of the pools, and how it moves.</summary>
/// <param name="Height">The window's rows.</param>
/// <param name="Width">The window's columns.</param>
/// <param name="Window">Strides, dilations and the padding that the model declares.</param>
/// <param name="ExtraBottom">Rows below the padding that the last window of a pool with ceil_mode reaches into.</param>
/// <param name="ExtraRight">Columns right of the padding that the last window of a pool with ceil_mode reaches into.</param>
internal readonly record struct SpatialWindow(int Height, int Width, Window Window, int ExtraBottom, int ExtraRight)
{
    /// <summary>The window with the extra rows and columns as padding.</summary>
    public Window Extended => Window with { Bottom = Window.Bottom + ExtraBottom, Right = Window.Right + ExtraRight };

    public bool IsExtended => (ExtraBottom | ExtraRight) != 0;

    /// <summary>Reads the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">The shape of its input, channels first.</param>
    /// <param name="filter">Height and width of the filter; null for pools, whose attribute kernel_shape says them.</param>
    public static SpatialWindow Read(OnnxNode node, Shape x, (int Height, int Width)? filter)
    {
        SpatialAttributes attributes = SpatialAttributes.Read(node, x.Rank - 2, filter);
        bool ceiling = filter is null && node.Attributes.Int("ceil_mode") is { } mode && mode != 0;
        Shape input = ChannelsLast.WithHeight(x);
        (int top, int bottom, int extraBottom) = Padding(0);
        (int left, int right, int extraRight) = Padding(1);
        var window = new Window(
            (int)attributes.Strides[0], (int)attributes.Strides[1], (int)attributes.Dilations[0], (int)attributes.Dilations[1], top, left, bottom, right);
        return new SpatialWindow((int)attributes.Kernel[0], (int)attributes.Kernel[1], window, extraBottom, extraRight);

        (int Before, int After, int Extra) Padding(int axis)
        {
            long extent = attributes.Extent(axis), stride = attributes.Strides[axis];
            int size = input[axis + 2];
            (long before, long after) = Chosen(attributes.AutoPad, size, extent, stride, attributes.Declared(axis));
            long padded = size + before + after;
            if (padded < extent && !(ceiling && extent - padded < stride)) throw node.Damaged($"its window of {extent} is larger than its padded input of {padded}");
            if (Math.Max(before, after) > SpatialAttributes.Most) throw node.Unsupported($"its padding is larger than {SpatialAttributes.Most}");
            return ((int)before, (int)after, ceiling ? (int)Extra(size + before, padded - extent, stride) : 0);
        }
    }

    /// <summary>The padding of one dimension, by the formulas that the operators' specification gives for auto_pad.</summary>
    private static (long Before, long After) Chosen(string automatic, long size, long extent, long stride, (long Before, long After) pads)
    {
        long same = Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + extent - size);
        return automatic switch
        {
            "SAME_UPPER" => (same / 2, same - (same / 2)),
            "SAME_LOWER" => (same - (same / 2), same / 2),
            "VALID" => (0, 0),
            _ => pads,
        };
    }

    /// <summary>What the last window of ceil_mode lacks; a window that would start behind the input, in the padding, is left
    /// out.</summary>
    /// <param name="start">The input with the padding before it.</param>
    /// <param name="room">How far windows can move.</param>
    /// <param name="stride">By how much they move at once.</param>
    private static long Extra(long start, long room, long stride)
    {
        long steps = (room + stride - 1) / stride;
        if (steps * stride >= start) steps--;
        return Math.Max(0, (steps * stride) - room);
    }
}
