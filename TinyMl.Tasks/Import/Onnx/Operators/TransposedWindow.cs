using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The window of ConvTranspose: that of the convolution which leads from its output to its input.</summary>
/// <param name="Window">Strides, dilations, and what is cut off the output.</param>
/// <param name="Height">The output's rows.</param>
/// <param name="Width">The output's columns.</param>
/// <param name="ExtraBottom">Rows of zeros that the input needs below itself to reach the output's rows.</param>
/// <param name="ExtraRight">Columns of zeros that the input needs to its right to reach the output's columns.</param>
internal readonly record struct TransposedWindow(Window Window, int Height, int Width, int ExtraBottom, int ExtraRight)
{
    public bool IsExtended => (ExtraBottom | ExtraRight) != 0;

    /// <summary>Reads the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">The shape of its input, channels first.</param>
    /// <param name="filter">Height and width of the filter.</param>
    public static TransposedWindow Read(OnnxNode node, Shape x, (int Height, int Width) filter)
    {
        int dimensions = x.Rank - 2;
        SpatialAttributes attributes = SpatialAttributes.Read(node, dimensions, filter);
        long[] additions = SpatialAttributes.Numbers(node, "output_padding", dimensions, least: 0) ?? [0, 0];
        long[]? outputs = SpatialAttributes.Numbers(node, "output_shape", dimensions, least: 1);
        Shape input = ChannelsLast.WithHeight(x);
        (int height, int top, int bottom, int extraBottom) = Axis(0);
        (int width, int left, int right, int extraRight) = Axis(1);
        var window = new Window(
            (int)attributes.Strides[0], (int)attributes.Strides[1], (int)attributes.Dilations[0], (int)attributes.Dilations[1], top, left, bottom, right);
        return new TransposedWindow(window, height, width, extraBottom, extraRight);

        // The formulas of the operator's specification.
        (int Output, int Before, int After, int Extra) Axis(int axis)
        {
            long stride = attributes.Strides[axis];
            long reach = (stride * (input[axis + 2] - 1)) + attributes.Extent(axis);
            (long before, long after) = attributes.Declared(axis);
            long output = reach + additions[axis] - before - after;
            if (Asked(axis) is { } asked)
            {
                output = asked;
                long total = long.Max(0, reach + additions[axis] - output);
                (before, after) = attributes.AutoPad == "SAME_UPPER" ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
            }

            // The specification has strides of zeros there, its shape inference and ONNX Runtime have none.
            if (outputs is null && output > reach + additions[axis])
                throw node.Unsupported($"its auto_pad {attributes.AutoPad} asks for more than its window of {attributes.Extent(axis)} reaches with a stride of {stride}");
            if (output is < 1 or > int.MaxValue / 2) throw node.Damaged($"its output would have the size {output}");
            if (long.Max(before, after) > SpatialAttributes.Most) throw node.Unsupported($"its padding is larger than {SpatialAttributes.Most}");

            // A convolution over the output leaves less than a stride; more is reached by zeros behind the input.
            return ((int)output, (int)before, (int)after, (int)((output + before + after - reach) / stride));
        }

        long? Asked(int axis) =>
            outputs is not null ? outputs[axis]
            : attributes.AutoPad is "SAME_UPPER" or "SAME_LOWER" ? input[axis + 2] * attributes.Strides[axis]
            : null;
    }
}
