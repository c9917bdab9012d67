using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// 2-D convolution, float32: y[n, oy, ox, o] = clamp(bias[o] + sum of x[n, iy, ix, i] * weights[o, ky, kx, i]), padding 0.
/// Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups] as Float32 or Float16, optional bias [O]; output: y [N, OH, OW, O],
/// whose channel o reads the input channels of group o / (O / groups). Attributes: those of <see cref="WindowGeometry"/>, then
/// the activation. Each filter row (each tap where dilated or of several groups) is one <see cref="DotProduct"/>; rows are added
/// from the top.
/// </summary>
public sealed class Conv2D : WindowOperator
{
    private readonly ConvolutionOperands _operands;

    private Conv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, out Dimensions weights);
        ChannelGroups.Require(reader, weights, _operands.Window.InputChannels, _operands.Window.OutputChannels);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Conv2DFloat32, 152, static (ref OperatorReader reader) => new Conv2D(ref reader));

    private protected override WindowGeometry Window => _operands.Window;

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        if (_operands.HasFloat16Weights)
        {
            Run<Float16Format>(memory, row);
        }
        else
        {
            Run<Float32Format>(memory, row);
        }
    }

    [MethodImpl(InnerLoop.Optimized)]
    private void Run<TFormat>(in ModelMemory memory, int row)
        where TFormat : struct, IRealFormat
    {
        RealSpan<Float32Format> x = _operands.Input(memory);
        RealSpan<TFormat> weights = _operands.Weights<TFormat>(memory);
        Float32Span y = _operands.Output(memory);
        WindowGeometry window = _operands.Window;
        int filter = weights.Length / window.OutputChannels;
        ChannelGroups groups = ChannelGroups.Of(filter, window.Taps, window.InputChannels, window.OutputChannels);
        foreach (WindowPosition at in window.Row(row))
        {
            RealSpan<Float32Format> image = x.Slice(at.Image, window.ImageLength);
            Float32Span pixel = y.Slice(at.Pixel, window.OutputChannels);
            pixel.Clear();
            for (int group = 0; group < groups.Count; group++)
            {
                int first = group * groups.Outputs;
                AddTaps(pixel.Slice(first, groups.Outputs), image, group * groups.Inputs, weights.Slice(first * filter, groups.Outputs * filter), groups, at);
            }

            _operands.Finish(pixel, memory);
        }
    }

    // Adds to the outputs of one group, whose inputs start at a channel.
    [MethodImpl(InnerLoop.Optimized)]
    private void AddTaps<TFormat>(Float32Span outputs, RealSpan<Float32Format> image, int channel, RealSpan<TFormat> weights, in ChannelGroups groups, in WindowPosition at)
        where TFormat : struct, IRealFormat
    {
        WindowGeometry window = _operands.Window;

        // Taps that are neighbors in the input are one run of it, as they are of the filter.
        int taps = window.Columns.Dilation == 1 && groups.Count == 1 ? at.Columns.Count : 1;
        int length = taps * groups.Inputs;
        int filter = window.Taps * groups.Inputs;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                DotProduct.AddEach(outputs, image.Slice(window.Element(at, row, column) + channel, length), weights, window.Tap(row, column) * groups.Inputs, filter);
            }
        }
    }
}
