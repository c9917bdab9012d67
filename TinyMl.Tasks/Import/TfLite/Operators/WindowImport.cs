using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// Strides, dilations and padding of a convolution or pooling. SAME gives ceil(input / stride) outputs and puts the odd
/// element of padding at the end; VALID pads nothing (tensorflow/lite/kernels/padding.h).
/// </summary>
internal static class WindowImport
{
    private const byte Same = 0;
    private const byte Valid = 1;
    private const int Maximum = 1 << 16;

    /// <summary>The window over an input [N, H, W, C]; <paramref name="dilation"/> is (1, 1) for pooling.</summary>
    public static Window Import(
        TfLiteNode node,
        Shape input,
        byte padding,
        (int Height, int Width) filter,
        (int Height, int Width) stride,
        (int Height, int Width) dilation)
    {
        if (input.Rank != 4) throw node.Damaged($"has an input of shape {input}, not [N, H, W, C]");
        (int top, int bottom) = Axis(node, padding, input[1], filter.Height, stride.Height, dilation.Height);
        (int left, int right) = Axis(node, padding, input[2], filter.Width, stride.Width, dilation.Width);
        return new Window(stride.Height, stride.Width, dilation.Height, dilation.Width, top, left, bottom, right);
    }

    private static (int Before, int After) Axis(TfLiteNode node, byte padding, int input, int filter, int stride, int dilation)
    {
        if (filter is < 1 or > Maximum || stride is < 1 or > Maximum || dilation is < 1 or > Maximum)
        {
            throw node.Damaged($"has a filter of {filter} with stride {stride} and dilation {dilation}");
        }

        long span = ((long)(filter - 1) * dilation) + 1;
        switch (padding)
        {
            case Same when span < int.MaxValue / 2:
                int outputs = (input + stride - 1) / stride;
                int total = (int)System.Math.Max(((long)(outputs - 1) * stride) + span - input, 0);
                return (total / 2, total - (total / 2));
            case Valid when span <= input:
                return (0, 0);
            case Same or Valid:
                throw node.Damaged($"has a filter that spans {span} of {input} elements");
            default:
                throw node.Damaged($"has padding of kind {padding}");
        }
    }
}
