using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>How a random convolution or pool moves over an image: kernel, strides, dilations and padding, explicit or automatic.</summary>
internal sealed class RandomWindow(long[] kernel)
{
    private static readonly string[] s_automatic = ["SAME_UPPER", "SAME_LOWER", "VALID"];

    private readonly List<AttributeProto> _attributes = [];

    public long[] Kernel { get; } = kernel;

    /// <summary>The spatial dimensions of the output.</summary>
    public long[] Output { get; } = new long[kernel.Length];

    public AttributeProto[] Attributes => [.. _attributes];

    /// <summary>A window that fits an image; null where the random one does not.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The image.</param>
    /// <param name="dilated">Whether it may be dilated.</param>
    /// <param name="ceiling">Whether the output may be rounded up, as a pool's.</param>
    public static RandomWindow? Create(RandomModel graph, RandomValue x, bool dilated, bool ceiling)
    {
        int dimensions = x.Rank - 2;
        var window = new RandomWindow(Numbers(_ => graph.Between(1, 4)));
        long[] strides = Numbers(_ => graph.Between(1, 3)), before = Numbers(_ => 0), after = Numbers(_ => 0), dilations = Numbers(_ => 1);
        if (dilated && graph.Chance(4)) dilations = Numbers(axis => graph.Between(1, 2 + axis));
        bool isDilated = dilations.Any(dilation => dilation > 1);
        string? automatic = graph.Chance(5) && !isDilated ? graph.OneOf(s_automatic) : null;
        bool roundsUp = ceiling && automatic is null && graph.Chance(5);
        for (int axis = 0; axis < dimensions; axis++)
        {
            // A pool's padding is smaller than its window, and padding never makes up for a missing image here.
            int most = (int)(ceiling ? window.Kernel[axis] - 1 : window.Kernel[axis]);
            (before[axis], after[axis]) = automatic is null ? (graph.Between(0, most), graph.Between(0, most)) : (0, 0);
            long size = x.Shape[axis + 2], extent = ((window.Kernel[axis] - 1) * dilations[axis]) + 1;
            if (size < extent) return null;
            long room = size + before[axis] + after[axis] - extent;
            window.Output[axis] = automatic is "SAME_UPPER" or "SAME_LOWER"
                ? (size + strides[axis] - 1) / strides[axis]
                : ((room + (roundsUp ? strides[axis] - 1 : 0)) / strides[axis]) + 1;

            // ONNX Runtime takes the padding that this would need for negative.
            if (automatic is "SAME_UPPER" or "SAME_LOWER" && ((window.Output[axis] - 1) * strides[axis]) + extent < size) return null;

            // The last window would start in the padding, where readings of the standard differ.
            if (roundsUp && (window.Output[axis] - 1) * strides[axis] >= size + before[axis]) return null;
        }

        window._attributes.Add(Attribute("kernel_shape", window.Kernel));
        window._attributes.Add(Attribute("strides", strides));
        window._attributes.Add(automatic is null ? Attribute("pads", [.. before, .. after]) : Attribute("auto_pad", automatic));
        if (isDilated) window._attributes.Add(Attribute("dilations", dilations));
        if (roundsUp) window._attributes.Add(Attribute("ceil_mode", 1));
        return window;

        long[] Numbers(Func<int, int> number) => [.. Enumerable.Range(0, dimensions).Select(axis => (long)number(axis))];
    }
}
