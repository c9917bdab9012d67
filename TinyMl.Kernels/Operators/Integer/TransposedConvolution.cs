using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Weights;

namespace TinyMl.Operators.Integer;

/// <summary>
/// Transposed 2-D convolution of x [N, H, W, I] with weights [O, KH, KW, I / groups] to y [N, OH, OW, O]: each element of x adds its
/// multiple of the filter to the sums of y.
/// </summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
internal readonly struct TransposedConvolution<T>
    where T : unmanaged
{
    // Channels whose sums are held at once: 512 bytes of stack.
    private const int Block = 64;

    private readonly ConvolutionOperands<T> _operands;

    /// <summary>Reads the record.</summary>
    public TransposedConvolution(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands<T>(ref reader, channelAxis: 0, out Dimensions weights, isTransposed: true);
        ChannelGroups.Require(reader, weights, _operands.Window.OutputChannels, _operands.Window.InputChannels);
        reader.Require(!_operands.Window.IsUpward, "has a window that moves upward");
    }

    /// <summary>Computes y. The window's input is y here, and its output is x.</summary>
    public void Invoke(in ModelMemory memory)
    {
        if (!_operands.Weights.IsRaw)
        {
            Decode(memory);
            return;
        }

        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        ReadOnlySpan<sbyte> weights = _operands.Weights.Read(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        int filter = weights.Length / window.InputChannels;
        ChannelGroups groups = ChannelGroups.Of(filter, window.Taps, window.OutputChannels, window.InputChannels);
        Span<long> block = stackalloc long[Block];
        int image = window.Rows.Output * window.Columns.Output * window.OutputChannels;
        int pixels = window.Rows.Input * window.Columns.Input;
        int written = 0;
        for (int start = 0; start < x.Length; start += image)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                for (int channel = 0; channel < window.InputChannels; channel += Block)
                {
                    Span<long> sums = block.Slice(0, Math.Min(Block, window.InputChannels - channel));
                    Sum(x.Slice(start, image), weights.Slice(channel * filter), groups, pixel, channel, sums);
                    for (int i = 0; i < sums.Length; i++) y[written++] = output.Store(sums[i], channel + i);
                }
            }
        }
    }

    // Computes y row by row, decoding one filter after the other for each of them.
    private void Decode(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        Span<sbyte> filter = _operands.Weights.Scratch(memory, _operands.Weights.Count / window.InputChannels);
        ChannelGroups groups = ChannelGroups.Of(filter.Length, window.Taps, window.OutputChannels, window.InputChannels);
        Span<ushort> table = stackalloc ushort[WeightDecoder.TableLength];
        Span<long> sum = stackalloc long[1];
        int image = window.Rows.Output * window.Columns.Output * window.OutputChannels;
        int rows = x.Length / image * window.Rows.Input;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlyIntegerSpan<T> source = x.Slice(row / window.Rows.Input * image, image);
            WeightDecoder weights = _operands.Weights.Decode(memory, table);
            for (int channel = 0; channel < window.InputChannels; channel++)
            {
                weights.Read(filter);
                for (int column = 0; column < window.Columns.Input; column++)
                {
                    Sum(source, filter, groups, (row % window.Rows.Input * window.Columns.Input) + column, channel, sum);
                    y[(((row * window.Columns.Input) + column) * window.InputChannels) + channel] = output.Store(sum[0], channel);
                }
            }
        }
    }

    // The sums of a pixel of y, for as many channels as there are sums; the weights are those from the first of these channels on.
    private void Sum(ReadOnlyIntegerSpan<T> image, ReadOnlySpan<sbyte> weights, in ChannelGroups groups, int pixel, int firstChannel, Span<long> sums)
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
                ReadOnlyIntegerSpan<T> source = image.Slice(((sourceRow * window.Columns.Output) + sourceColumn) * window.OutputChannels, window.OutputChannels);
                for (int i = 0; i < sums.Length; i++)
                {
                    int channel = firstChannel + i;
                    sums[i] += WeightProducts.Dot(
                        source.Slice(channel / groups.Outputs * groups.Inputs, groups.Inputs),
                        _operands.XZeroPoint,
                        weights.Slice(((i * window.Taps) + window.Tap(tapRow, tapColumn)) * groups.Inputs, groups.Inputs));
                }
            }
        }
    }
}
