using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Depthwise convolution; output channel o reads input channel o / (O / I). Inputs: x [N, H, W, I], weights [1, KH, KW, O]
/// with zero point 0, multipliers int32 and shifts int8 ([O] or [1]), optional bias int32 [O]; output y [N, OH, OW, O], O a
/// multiple of I. Attributes and arithmetic as for <see cref="Conv2D"/>. Equals TensorFlow Lite Micro's reference
/// DepthwiseConvPerChannel with double rounding bit for bit.
/// </summary>
public sealed class DepthwiseConv2D : Operator
{
    // Channels whose sums are held at once: 256 bytes of stack.
    private const int Block = 64;

    private readonly ConvolutionOperands _operands;

    private DepthwiseConv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, channelAxis: 3, out Dimensions weights);
        reader.Require(
            weights[0] == 1 && _operands.Window.OutputChannels % _operands.Window.InputChannels == 0,
            "has weights that are not [1, KH, KW, O] for its channels, O a multiple of I");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DepthwiseConv2DInt8, 160, static (ref OperatorReader reader) => new DepthwiseConv2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _operands.Input(memory), weights = _operands.Weights(memory);
        Span<sbyte> y = _operands.Output(memory);
        ChannelOutput output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        Span<int> block = stackalloc int[Block];
        foreach (WindowPosition at in window.Positions)
        {
            ReadOnlySpan<sbyte> image = x.Slice(at.Image, window.ImageLength);
            Span<sbyte> pixel = y.Slice(at.Pixel, window.OutputChannels);
            for (int channel = 0; channel < pixel.Length; channel += Block)
            {
                Span<int> sums = block.Slice(0, Math.Min(Block, pixel.Length - channel));
                Sum(image, weights, at, channel, sums);
                for (int i = 0; i < sums.Length; i++) pixel[channel + i] = output.Store(sums[i], channel + i);
            }
        }
    }

    // The sums over the taps of one window in the image [H, W, I], for as many channels as there are sums.
    private void Sum(ReadOnlySpan<sbyte> image, ReadOnlySpan<sbyte> weights, in WindowPosition at, int firstChannel, Span<int> sums)
    {
        WindowGeometry window = _operands.Window;
        int multiplier = window.OutputChannels / window.InputChannels;
        sums.Clear();
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                ReadOnlySpan<sbyte> channels = image.Slice(window.Element(at, row, column), window.InputChannels);
                ReadOnlySpan<sbyte> tap = weights.Slice((window.Tap(row, column) * window.OutputChannels) + firstChannel, sums.Length);
                if (multiplier == 1)
                {
                    Int8Products.Accumulate(sums, channels.Slice(firstChannel, sums.Length), _operands.XZeroPoint, tap);
                }
                else
                {
                    for (int i = 0; i < sums.Length; i++) sums[i] += (channels[(firstChannel + i) / multiplier] - _operands.XZeroPoint) * tap[i];
                }
            }
        }
    }
}
