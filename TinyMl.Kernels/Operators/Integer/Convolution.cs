using System;
using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>2-D convolution of x [N, H, W, I] with weights [O, KH, KW, I / groups] to y [N, OH, OW, O].</summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
/// <typeparam name="TSum">The type of the sums, as <see cref="ChannelBlock{T, TSum}"/> has them.</typeparam>
internal readonly struct Convolution<T, TSum>
    where T : unmanaged
    where TSum : unmanaged
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
    [MethodImpl(InnerLoop.Optimized)]
    public void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        int filter = _operands.Weights.Count / window.OutputChannels;
        ChannelGroups groups = ChannelGroups.Of(filter, window.Taps, window.InputChannels, window.OutputChannels);
        FilterReader weights = _operands.Weights.Filters(memory, filter, stackalloc byte[_operands.Weights.FilterBytes]);
        Span<TSum> sums = stackalloc TSum[ChannelBlock<T, TSum>.Room];
        Span<int> factors = stackalloc int[ChannelBlock<T, TSum>.Room];
        Span<short> elements = stackalloc short[FilterProducts.MostElements];
        for (int channel = 0, count; channel < window.OutputChannels; channel += count)
        {
            count = Math.Min(ChannelBlock<T, TSum>.MostChannels, groups.Outputs - (channel % groups.Outputs));
            ReadOnlySpan<sbyte> filters = weights.Read(ref count);
            var block = new ChannelBlock<T, TSum>(output, channel, count, sums, factors);
            int first = channel / groups.Outputs * groups.Inputs;
            foreach (WindowPosition at in window.Row(row))
            {
                block.Begin();
                var patch = new Patch<T, TSum>(elements, _operands.XZeroPoint, filters, filter, window.Tap(at.Rows.First, 0) * groups.Inputs, block.Sums);
                Append(ref patch, x.Slice(at.Image, window.ImageLength), first, groups, at);
                patch.Finish();
                block.Store(y.Slice(at.Pixel + channel, count));
            }
        }
    }

    // Collects the taps of one window in the image [H, W, I], for filters [KH, KW, I / groups] from an input channel on.
    [MethodImpl(InnerLoop.Optimized)]
    private void Append(ref Patch<T, TSum> patch, ReadOnlyIntegerSpan<T> image, int channel, in ChannelGroups groups, in WindowPosition at)
    {
        // Neighboring taps without dilation are neighbors in memory too: a row of them is one run.
        WindowGeometry window = _operands.Window;
        int taps = window.Columns.Dilation == 1 && groups.Count == 1 ? at.Columns.Count : 1;
        int run = taps * groups.Inputs;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            patch.Skip(at.Columns.First * groups.Inputs);
            for (int column = at.Columns.First; column < at.Columns.End; column += taps) patch.Append(image.Slice(window.Element(at, row, column) + channel, run));
            patch.Skip((window.Columns.Filter - at.Columns.End) * groups.Inputs);
        }
    }
}
