using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// 2-D convolution. Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups] with zero point 0, multipliers int32 and shifts
/// int8 ([O] or [1]), optional bias int32 [O]; output y [N, OH, OW, O], whose channel o reads the input channels of group
/// o / (O / groups). Attributes: the window (<see cref="WindowGeometry"/>), zero point of x, zero point of y, least and
/// greatest y. Taps in the padding count as real 0. The factor is s_x * s_w[o] / s_y = multiplier[o] * 2^(shift[o] - 31), and
/// <code>y = clamp(z_y + round(factor[o] * (bias[o] + sum of (x - z_x) * w)))</code>
/// Equals TensorFlow Lite Micro's reference ConvPerChannel with double rounding bit for bit.
/// </summary>
public sealed class Conv2D : Operator
{
    private readonly ConvolutionOperands _operands;

    private Conv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, channelAxis: 0, out Dimensions weights);
        ChannelGroups.Require(reader, weights, _operands.Window.InputChannels, _operands.Window.OutputChannels);
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
        ChannelGroups groups = ChannelGroups.Of(filter, window.Taps, window.InputChannels, window.OutputChannels);
        foreach (WindowPosition at in window.Positions)
        {
            ReadOnlySpan<sbyte> image = x.Slice(at.Image, window.ImageLength);
            Span<sbyte> pixel = y.Slice(at.Pixel, window.OutputChannels);
            for (int channel = 0; channel < pixel.Length; channel++)
            {
                int first = channel / groups.Outputs * groups.Inputs;
                pixel[channel] = output.Store(Sum(image, first, weights.Slice(channel * filter, filter), groups, at), channel);
            }
        }
    }

    // The sum over the taps of one window in the image [H, W, I], for one filter [KH, KW, I / groups] from an input channel on.
    private int Sum(ReadOnlySpan<sbyte> image, int channel, ReadOnlySpan<sbyte> filter, in ChannelGroups groups, in WindowPosition at)
    {
        // Neighboring taps without dilation are neighbors in memory too: a row of them is one run.
        WindowGeometry window = _operands.Window;
        int taps = window.Columns.Dilation == 1 && groups.Count == 1 ? at.Columns.Count : 1;
        int run = taps * groups.Inputs;
        int sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                sum += Int8Products.Dot(
                    image.Slice(window.Element(at, row, column) + channel, run),
                    _operands.XZeroPoint,
                    filter.Slice(window.Tap(row, column) * groups.Inputs, run));
            }
        }

        return sum;
    }
}
