using System;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The attributes that Conv, ConvTranspose and the pools share, for height and width; one spatial dimension has the height 1.</summary>
/// <param name="Kernel">The rows and columns of the window.</param>
/// <param name="Strides">By how much it moves.</param>
/// <param name="Dilations">How far its taps are apart.</param>
/// <param name="Pads">Padding at top, left, bottom and right; null where the file does not say.</param>
/// <param name="AutoPad">NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
internal readonly record struct SpatialAttributes(long[] Kernel, long[] Strides, long[] Dilations, long[]? Pads, string AutoPad)
{
    /// <summary>The largest kernel, stride, dilation and padding.</summary>
    public const int Most = 65535;

    /// <summary>Reads the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="dimensions">How many spatial dimensions it has, 1 or 2.</param>
    /// <param name="filter">Height and width of the filter; null for pools, whose attribute kernel_shape says them.</param>
    public static SpatialAttributes Read(OnnxNode node, int dimensions, (int Height, int Width)? filter)
    {
        long[] strides = Numbers(node, "strides", dimensions, least: 1) ?? [1, 1];
        long[] dilations = Numbers(node, "dilations", dimensions, least: 1) ?? [1, 1];
        long[]? pads = ReadPads(node, dimensions);
        long[] kernel = Numbers(node, "kernel_shape", dimensions, least: 1) ?? (filter is { } size
            ? [size.Height, size.Width]
            : throw node.Damaged("its attribute 'kernel_shape' is missing"));
        if (filter is { } weights && (kernel[0] != weights.Height || kernel[1] != weights.Width))
            throw node.Damaged($"its kernel_shape is {kernel[0]} x {kernel[1]}, its weights are {weights.Height} x {weights.Width}");

        string automatic = node.Attributes.String("auto_pad") ?? "NOTSET";
        if (automatic is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER")) throw node.Unsupported($"its auto_pad is '{automatic}'");
        if (automatic != "NOTSET" && pads is not null && Array.Exists(pads, pad => pad != 0))
            throw node.Damaged($"it has both pads and auto_pad {automatic}");
        return new SpatialAttributes(kernel, strides, dilations, pads, automatic);
    }

    /// <summary>What a window spans along an axis, 0 for the height.</summary>
    public long Extent(int axis) => ((Kernel[axis] - 1) * Dilations[axis]) + 1;

    /// <summary>The padding before and after an axis that the file says.</summary>
    public (long Before, long After) Declared(int axis) => Pads is null ? (0, 0) : (Pads[axis], Pads[axis + 2]);

    /// <summary>An attribute of one number for each spatial dimension, or null; the height of one dimension has the least.</summary>
    public static long[]? Numbers(OnnxNode node, string name, int dimensions, int least)
    {
        long[]? values = node.Attributes.Ints(name);
        if (values is null) return null;
        if (values.Length != dimensions || Array.Exists(values, value => value < least))
            throw node.Damaged($"its attribute '{name}' is [{string.Join(", ", values)}]");
        if (Array.Exists(values, value => value > Most))
            throw node.Unsupported($"its attribute '{name}' is [{string.Join(", ", values)}]");
        return dimensions == 2 ? values : [least, values[0]];
    }

    private static long[]? ReadPads(OnnxNode node, int dimensions)
    {
        long[]? pads = node.Attributes.Ints("pads");
        if (pads is null) return null;
        if (pads.Length != 2 * dimensions) throw node.Damaged($"it has {pads.Length} pads for {dimensions} dimensions");
        if (Array.Exists(pads, pad => pad is < 0 or > Most)) throw node.Unsupported($"its pads are {string.Join(", ", pads)}");
        return dimensions == 2 ? pads : [0, pads[0], 0, pads[1]];
    }
}
