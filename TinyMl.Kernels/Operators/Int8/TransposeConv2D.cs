using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Transposed 2-D convolution: each element of x adds its multiple of the filter to the sums of y, as in <see
/// cref="Float32.TransposeConv2D"/>. Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups] with zero point 0, multipliers
/// int32 and shifts int8 ([O] or [1]), optional bias int32 [O]; output y [N, OH, OW, O], whose channel o reads the input
/// channels of group o / (O / groups). Attributes: the window (<see cref="WindowGeometry"/>) of the convolution that leads from
/// y to x, zero point of x, zero point of y, least and greatest y. The arithmetic is that of <see cref="Conv2D"/>. With one group
/// it equals TensorFlow Lite Micro's reference TransposeConv with double rounding bit for bit.
/// </summary>
public sealed class TransposeConv2D : Operator
{
    // Channels whose sums are held at once: 256 bytes of stack.
    private const int Block = 64;

    private readonly ConvolutionOperands _operands;

    private TransposeConv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, channelAxis: 0, out Dimensions weights, isTransposed: true);
        ChannelGroups.Require(reader, weights, _operands.Window.OutputChannels, _operands.Window.InputChannels);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TransposeConv2DInt8, 160, static (ref OperatorReader reader) => new TransposeConv2D(ref reader));

    // The window's input is y here, and its output is x.
    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _operands.Input(memory), weights = _operands.Weights(memory);
        Span<sbyte> y = _operands.Output(memory);
        ChannelOutput output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        ChannelGroups groups = ChannelGroups.Of(weights.Length / window.InputChannels, window.Taps, window.OutputChannels, window.InputChannels);
        Span<int> block = stackalloc int[Block];
        int image = window.Rows.Output * window.Columns.Output * window.OutputChannels;
        int pixels = window.Rows.Input * window.Columns.Input;
        int written = 0;
        for (int start = 0; start < x.Length; start += image)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                for (int channel = 0; channel < window.InputChannels; channel += Block)
                {
                    Span<int> sums = block.Slice(0, Math.Min(Block, window.InputChannels - channel));
                    Sum(x.Slice(start, image), weights, groups, pixel, channel, sums);
                    for (int i = 0; i < sums.Length; i++) y[written++] = output.Store(sums[i], channel + i);
                }
            }
        }
    }

    // The sums of a pixel of y, for as many channels as there are sums.
    private void Sum(ReadOnlySpan<sbyte> image, ReadOnlySpan<sbyte> weights, in ChannelGroups groups, int pixel, int firstChannel, Span<int> sums)
    {
        WindowGeometry window = _operands.Window;
        int row = pixel / window.Columns.Input, column = pixel % window.Columns.Input;
        sums.Clear();
        for (int tapRow = 0; tapRow < window.Rows.Filter; tapRow++)
        {
            int sourceRow = window.Rows.Reader(row, tapRow);
            for (int tapColumn = 0; sourceRow >= 0 && tapColumn < window.Columns.Filter; tapColumn++)
            {
                int sourceColumn = window.Columns.Reader(column, tapColumn);
                if (sourceColumn < 0) continue;
                ReadOnlySpan<sbyte> source = image.Slice(((sourceRow * window.Columns.Output) + sourceColumn) * window.OutputChannels, window.OutputChannels);
                for (int i = 0; i < sums.Length; i++)
                {
                    int channel = firstChannel + i;
                    sums[i] += Int8Products.Dot(
                        source.Slice(channel / groups.Outputs * groups.Inputs, groups.Inputs),
                        _operands.XZeroPoint,
                        weights.Slice(((channel * window.Taps) + window.Tap(tapRow, tapColumn)) * groups.Inputs, groups.Inputs));
                }
            }
        }
    }
}
