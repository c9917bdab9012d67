using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Weights;

namespace TinyMl.Operators.Integer;

/// <summary>2-D convolution of x [N, H, W, I] with weights [O, KH, KW, I / groups] to y [N, OH, OW, O].</summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
internal readonly struct Convolution<T>
    where T : unmanaged
{
    private readonly ConvolutionOperands<T> _operands;

    /// <summary>Reads the record.</summary>
    public Convolution(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands<T>(ref reader, channelAxis: 0, out Dimensions weights);
        ChannelGroups.Require(reader, weights, _operands.Window.InputChannels, _operands.Window.OutputChannels);
    }

    /// <summary>How the filter moves.</summary>
    public WindowGeometry Window => _operands.Window;

    /// <summary>Computes a row of y.</summary>
    public void InvokeRow(in ModelMemory memory, int row)
    {
        if (!_operands.Weights.IsRaw)
        {
            DecodeRow(memory, row);
            return;
        }

        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        ReadOnlySpan<sbyte> weights = _operands.Weights.Read(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        int filter = weights.Length / window.OutputChannels;
        ChannelGroups groups = ChannelGroups.Of(filter, window.Taps, window.InputChannels, window.OutputChannels);
        foreach (WindowPosition at in window.Row(row))
        {
            ReadOnlyIntegerSpan<T> image = x.Slice(at.Image, window.ImageLength);
            IntegerSpan<T> pixel = y.Slice(at.Pixel, window.OutputChannels);
            for (int channel = 0; channel < window.OutputChannels; channel++)
            {
                int first = channel / groups.Outputs * groups.Inputs;
                pixel[channel] = output.Store(Sum(image, first, weights.Slice(channel * filter, filter), groups, at), channel);
            }
        }
    }

    // Computes a row of y, decoding one filter after the other.
    private void DecodeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        WeightDecoder weights = _operands.Weights.Decode(memory, stackalloc ushort[WeightDecoder.TableLength]);
        Span<sbyte> filter = _operands.Weights.Scratch(memory, _operands.Weights.Count / window.OutputChannels);
        ChannelGroups groups = ChannelGroups.Of(filter.Length, window.Taps, window.InputChannels, window.OutputChannels);
        for (int channel = 0; channel < window.OutputChannels; channel++)
        {
            weights.Read(filter);
            int first = channel / groups.Outputs * groups.Inputs;
            foreach (WindowPosition at in window.Row(row))
            {
                y[at.Pixel + channel] = output.Store(Sum(x.Slice(at.Image, window.ImageLength), first, filter, groups, at), channel);
            }
        }
    }

    // The sum over the taps of one window in the image [H, W, I], for one filter [KH, KW, I / groups] from an input channel on.
    private long Sum(ReadOnlyIntegerSpan<T> image, int channel, ReadOnlySpan<sbyte> filter, in ChannelGroups groups, in WindowPosition at)
    {
        // Neighboring taps without dilation are neighbors in memory too: a row of them is one run.
        WindowGeometry window = _operands.Window;
        int taps = window.Columns.Dilation == 1 && groups.Count == 1 ? at.Columns.Count : 1;
        int run = taps * groups.Inputs;
        long sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                sum += WeightProducts.Dot(
                    image.Slice(window.Element(at, row, column) + channel, run),
                    _operands.XZeroPoint,
                    filter.Slice(window.Tap(row, column) * groups.Inputs, run));
            }
        }

        return sum;
    }
}
