using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Average pooling in integers. The kernel keeps the scale of its input; to another scale the whole image is a mean, which has one of
/// its own, and windows that count every element are a convolution with weights of 1.
/// </summary>
internal static class IntegerPool
{
    private const double LargestFactor = 1 << 14;
    private const int MostElements = 1 << 15;

    /// <summary>The integer nodes for an average pool whose input and output are integers; null where there are none.</summary>
    public static Node[]? Convert(Node node, AveragePool2D pool)
    {
        Tensor x = node.Input;
        QuantizationParameters input = x.Quantization!, output = node.Output.Quantization!;
        if (input.Equals(output)) return [node];
        if ((double)input.Scale / output.Scale > LargestFactor || pool.Height * pool.Width > MostElements) return null;

        bool isWhole = !pool.Window.IsPadded && pool.Height == x.Shape[1] && pool.Width == x.Shape[2];
        if (isWhole && pool.Activation.IsNone) return [node.With(new Mean([1, 2], KeepDimensions: true))];
        if (pool.Window.IsPadded && !pool.CountPadding) return null;

        int count = pool.Height * pool.Width, channels = x.Shape[3];
        sbyte[] ones = [.. Enumerable.Repeat((sbyte)1, count * channels)];
        Tensor weights = Tensor.Constant<sbyte>($"{node.Name}.ones", ElementType.Int8, new Shape(1, pool.Height, pool.Width, channels), ones, new QuantizationParameters(1f / count, 0));
        return [node.With(new DepthwiseConv2D(pool.Window, pool.Activation), [x, weights])];
    }
}
