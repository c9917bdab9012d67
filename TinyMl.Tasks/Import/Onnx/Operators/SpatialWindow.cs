using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The attributes that Conv and the pools share: a window of height and width and how it moves.</summary>
/// <param name="Height">The window's rows.</param>
/// <param name="Width">The window's columns.</param>
/// <param name="Window">Strides, dilations and the padding that the model declares.</param>
/// <param name="ExtraBottom">Rows below the padding that the last window of a pool with ceil_mode reaches into.</param>
/// <param name="ExtraRight">Columns right of the padding that the last window of a pool with ceil_mode reaches into.</param>
internal readonly record struct SpatialWindow(int Height, int Width, Window Window, int ExtraBottom, int ExtraRight)
{
    /// <summary>The largest kernel, stride, dilation and padding.</summary>
    private const int Most = 65535;

    /// <summary>The window with the extra rows and columns as padding.</summary>
    public Window Extended => Window with { Bottom = Window.Bottom + ExtraBottom, Right = Window.Right + ExtraRight };

    public bool IsExtended => (ExtraBottom | ExtraRight) != 0;

    /// <summary>Reads the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The shape of its input, [N, C, H, W].</param>
    /// <param name="kernel">Height and width of the filter; null for pools, whose attribute kernel_shape says them.</param>
    public static SpatialWindow Read(OnnxNode node, Shape input, (int Height, int Width)? kernel)
    {
        long[] strides = Pair(node, "strides") ?? [1, 1];
        long[] dilations = Pair(node, "dilations") ?? [1, 1];
        long[]? pads = Pads(node);
        long[] shape = Pair(node, "kernel_shape") ?? (kernel is { } size
            ? [size.Height, size.Width]
            : throw node.Damaged("its attribute 'kernel_shape' is missing"));
        if (kernel is { } filter && (shape[0] != filter.Height || shape[1] != filter.Width))
            throw node.Damaged($"its kernel_shape is {shape[0]} x {shape[1]}, its weights are {filter.Height} x {filter.Width}");

        bool ceiling = kernel is null && node.Attributes.Int("ceil_mode") is { } mode && mode != 0;
        string automatic = node.Attributes.String("auto_pad") ?? "NOTSET";
        if (automatic != "NOTSET" && pads is not null && Array.Exists(pads, pad => pad != 0))
            throw node.Damaged($"it has both pads and auto_pad {automatic}");

        (int top, int bottom, int extraBottom) = Padding(0);
        (int left, int right, int extraRight) = Padding(1);
        var window = new Window((int)strides[0], (int)strides[1], (int)dilations[0], (int)dilations[1], top, left, bottom, right);
        return new SpatialWindow((int)shape[0], (int)shape[1], window, extraBottom, extraRight);

        (int Before, int After, int Extra) Padding(int axis)
        {
            long extent = ((shape[axis] - 1) * dilations[axis]) + 1;
            int size = input[axis + 2];
            (long, long) declared = pads is null ? (0, 0) : (pads[axis], pads[axis + 2]);
            (long before, long after) = Chosen(node, automatic, size, extent, strides[axis], declared);
            long padded = size + before + after;
            if (padded < extent) throw node.Damaged($"its window of {extent} is larger than its padded input of {padded}");
            if (Math.Max(before, after) > Most) throw node.Unsupported($"its padding is larger than {Most}");
            return ((int)before, (int)after, ceiling ? (int)Extra(size + before, padded - extent, strides[axis]) : 0);
        }
    }

    /// <summary>The padding of one dimension, by the formulas that the operators' specification gives for auto_pad.</summary>
    private static (long Before, long After) Chosen(
        OnnxNode node, string automatic, long size, long extent, long stride, (long Before, long After) pads)
    {
        long same = Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + extent - size);
        return automatic switch
        {
            "NOTSET" => pads,
            "VALID" => (0, 0),
            "SAME_UPPER" => (same / 2, same - (same / 2)),
            "SAME_LOWER" => (same - (same / 2), same / 2),
            _ => throw node.Unsupported($"its auto_pad is '{automatic}'"),
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

    private static long[]? Pads(OnnxNode node)
    {
        long[]? pads = node.Attributes.Ints("pads");
        if (pads is null) return null;
        if (pads.Length != 4) throw node.Damaged($"it has {pads.Length} pads for 2 dimensions");
        if (Array.Exists(pads, pad => pad is < 0 or > Most)) throw node.Unsupported($"its pads are {string.Join(", ", pads)}");
        return pads;
    }

    private static long[]? Pair(OnnxNode node, string name)
    {
        long[]? values = node.Attributes.Ints(name);
        if (values is null) return null;
        if (values.Length != 2 || Array.Exists(values, value => value < 1))
            throw node.Damaged($"its attribute '{name}' is [{string.Join(", ", values)}]");
        if (Array.Exists(values, value => value > Most))
            throw node.Unsupported($"its attribute '{name}' is [{string.Join(", ", values)}]");
        return values;
    }
}
