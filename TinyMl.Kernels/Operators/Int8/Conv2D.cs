using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// 2-D convolution. Inputs: x [N, H, W, I], weights [O, KH, KW, I] with zero point 0, multipliers int32 and shifts int8
/// ([O] or [1]), optional bias int32 [O]; output y [N, OH, OW, O]. Attributes: the window (<see cref="WindowGeometry"/>),
/// zero point of x, zero point of y, least and greatest y. Taps in the padding count as real 0. The factor is
/// s_x * s_w[o] / s_y = multiplier[o] * 2^(shift[o] - 31), and
/// <code>y = clamp(z_y + round(factor[o] * (bias[o] + sum of (x - z_x) * w)))</code>
/// Equals TensorFlow Lite Micro's reference ConvPerChannel with double rounding bit for bit.
/// </summary>
public sealed class Conv2D : Operator
{
    private readonly ConvolutionOperands _operands;

    private Conv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, channelAxis: 0, out Dimensions weights);
        reader.Require(weights[3] == _operands.Window.InputChannels, "has weights that are not [O, KH, KW, I] for its channels");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Conv2DInt8, 160, static (ref OperatorReader reader) => new Conv2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _operands.Input(memory), weights = _operands.Weights(memory);
        Span<sbyte> y = _operands.Output(memory);
        ChannelOutput output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        int filter = weights.Length / window.OutputChannels;
        foreach (WindowPosition at in window.Positions)
        {
            ReadOnlySpan<sbyte> image = x.Slice(at.Image, window.ImageLength);
            Span<sbyte> pixel = y.Slice(at.Pixel, window.OutputChannels);
            for (int channel = 0; channel < pixel.Length; channel++)
            {
                pixel[channel] = output.Store(Sum(image, weights.Slice(channel * filter, filter), at), channel);
            }
        }
    }

    // The sum over the taps of one window in the image [H, W, I], for one filter [KH, KW, I].
    private int Sum(ReadOnlySpan<sbyte> image, ReadOnlySpan<sbyte> filter, in WindowPosition at)
    {
        // Neighboring taps without dilation are neighbors in memory too: a row of them is one run.
        WindowGeometry window = _operands.Window;
        int taps = window.Columns.Dilation == 1 ? at.Columns.Count : 1;
        int run = taps * window.InputChannels;
        int sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                sum += Int8Products.Dot(
                    image.Slice(window.Element(at, row, column), run),
                    _operands.XZeroPoint,
                    filter.Slice(window.Tap(row, column) * window.InputChannels, run));
            }
        }

        return sum;
    }
}
