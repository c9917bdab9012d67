using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Weights;

namespace TinyMl.Operators.Integer;

/// <summary>
/// Depthwise convolution of x [N, H, W, I] with weights [1, KH, KW, O] to y [N, OH, OW, O], O a multiple of I; output channel o reads
/// input channel o / (O / I).
/// </summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
/// <typeparam name="TSum">The type of the sums, as <see cref="ChannelBlock{T, TSum}"/> has them.</typeparam>
internal readonly struct DepthwiseConvolution<T, TSum>
    where T : unmanaged
    where TSum : unmanaged
{
    private readonly ConvolutionOperands<T> _operands;

    /// <summary>Reads the record.</summary>
    public DepthwiseConvolution(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands<T>(ref reader, channelAxis: 3, out Dimensions weights);
        reader.Require(
            weights[0] == 1 && _operands.Window.OutputChannels % _operands.Window.InputChannels == 0,
            "has weights that are not [1, KH, KW, O] for its channels, O a multiple of I");
    }

    /// <summary>How the filter moves.</summary>
    public WindowGeometry Window => _operands.Window;

    /// <summary>Computes a row of y.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        ReadOnlySpan<sbyte> weights = _operands.Weights.IsRaw ? _operands.Weights.Read(memory) : Decoded(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        Span<TSum> sums = stackalloc TSum[ChannelBlock<T, TSum>.Room];
        Span<int> factors = stackalloc int[ChannelBlock<T, TSum>.Room];
        Span<T> repeated = stackalloc T[ChannelBlock<T, TSum>.MostChannels];
        for (int channel = 0; channel < window.OutputChannels; channel += ChannelBlock<T, TSum>.MostChannels)
        {
            int count = Math.Min(ChannelBlock<T, TSum>.MostChannels, window.OutputChannels - channel);
            var block = new ChannelBlock<T, TSum>(output, channel, count, sums, factors);
            foreach (WindowPosition at in window.Row(row))
            {
                block.Begin();
                AddTaps(block.Sums, x.Slice(at.Image, window.ImageLength), weights.Slice(channel), at, channel, repeated);
                block.Store(y.Slice(at.Pixel + channel, count));
            }
        }
    }

    // All weights: those of a channel do not lie together.
    private ReadOnlySpan<sbyte> Decoded(scoped in ModelMemory memory)
    {
        Span<sbyte> weights = _operands.Weights.Scratch(memory, _operands.Weights.Count);
        _operands.Weights.Decode(memory, stackalloc ushort[WeightDecoder.TableLength]).Read(weights);
        return weights;
    }

    // Adds the taps of one window in the image [H, W, I], for as many channels as there are sums; the weights are those from the first of these channels on.
    [MethodImpl(InnerLoop.Optimized)]
    private void AddTaps(Span<TSum> sums, ReadOnlyIntegerSpan<T> image, ReadOnlySpan<sbyte> weights, in WindowPosition at, int channel, Span<T> repeated)
    {
        // Elements that serve several channels are repeated, tap by tap; others serve a row of taps where they lie.
        WindowGeometry window = _operands.Window;
        int multiplier = window.OutputChannels / window.InputChannels;
        int taps = multiplier == 1 ? at.Columns.Count : 1, step = window.Columns.Dilation * window.InputChannels;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                int first = window.Element(at, row, column);
                ReadOnlyIntegerSpan<T> x = multiplier == 1
                    ? image.Slice(first + channel, ((taps - 1) * step) + sums.Length)
                    : Repeat(image.Slice(first, window.InputChannels), channel, multiplier, repeated);
                WeightProducts.Accumulate(sums, x, step, _operands.XZeroPoint, weights.Slice(window.Tap(row, column) * window.OutputChannels), window.OutputChannels, taps);
            }
        }
    }

    // The input channels that output channels read, from one of these on.
    private static ReadOnlyIntegerSpan<T> Repeat(ReadOnlyIntegerSpan<T> channels, int first, int multiplier, Span<T> repeated)
    {
        int count = Math.Min(repeated.Length, (channels.Length * multiplier) - first);
        for (int i = 0; i < count; i++) repeated[i] = channels[(first + i) / multiplier];
        return new ReadOnlyIntegerSpan<T>(MemoryMarshal.AsBytes(repeated));
    }
}
