using System;
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
/// <typeparam name="TSum">The type of the sums, as <see cref="WeightProducts"/> has them.</typeparam>
internal readonly struct DepthwiseConvolution<T, TSum>
    where T : unmanaged
    where TSum : unmanaged
{
    // Channels whose sums are held at once: at most 512 bytes of stack.
    private const int Block = 64;

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
    public void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<T> x = _operands.Input(memory);
        ReadOnlySpan<sbyte> weights = _operands.Weights.IsRaw ? _operands.Weights.Read(memory) : Decoded(memory);
        IntegerSpan<T> y = _operands.Output(memory);
        ChannelOutput<T> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        Span<TSum> block = stackalloc TSum[Block];
        Span<T> repeated = stackalloc T[Block];
        foreach (WindowPosition at in window.Row(row))
        {
            ReadOnlyIntegerSpan<T> image = x.Slice(at.Image, window.ImageLength);
            IntegerSpan<T> pixel = y.Slice(at.Pixel, window.OutputChannels);
            for (int channel = 0; channel < window.OutputChannels; channel += Block)
            {
                Span<TSum> sums = block.Slice(0, Math.Min(Block, window.OutputChannels - channel));
                Sum(image, weights, at, channel, sums, repeated.Slice(0, sums.Length));
                for (int i = 0; i < sums.Length; i++) pixel[channel + i] = output.Store(WeightProducts.Widen(sums[i]), channel + i);
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

    // The sums over the taps of one window in the image [H, W, I], for as many channels as there are sums.
    private void Sum(ReadOnlyIntegerSpan<T> image, ReadOnlySpan<sbyte> weights, in WindowPosition at, int firstChannel, Span<TSum> sums, Span<T> repeated)
    {
        WindowGeometry window = _operands.Window;
        int multiplier = window.OutputChannels / window.InputChannels;
        sums.Clear();
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                ReadOnlyIntegerSpan<T> channels = image.Slice(window.Element(at, row, column), window.InputChannels);
                ReadOnlySpan<sbyte> tap = weights.Slice((window.Tap(row, column) * window.OutputChannels) + firstChannel, sums.Length);
                if (multiplier == 1)
                {
                    WeightProducts.Accumulate(sums, channels.Slice(firstChannel, sums.Length), _operands.XZeroPoint, tap);
                    continue;
                }

                for (int i = 0; i < repeated.Length; i++) repeated[i] = channels[(firstChannel + i) / multiplier];
                WeightProducts.Accumulate(sums, new ReadOnlyIntegerSpan<T>(MemoryMarshal.AsBytes(repeated)), _operands.XZeroPoint, tap);
            }
        }
    }
}
