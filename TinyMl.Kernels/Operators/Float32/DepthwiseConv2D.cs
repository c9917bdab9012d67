using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Depthwise 2-D convolution, float32: output channel c reads input channel c / (O / I) only, padding 0.
/// Inputs: x [N, H, W, I], weights [1, KH, KW, O] as Float32 or Float16, optional bias [O]; output: y [N, OH, OW, O], O a
/// multiple of I. Attributes: those of <see cref="WindowGeometry"/>, then the activation. The products of a channel are
/// added one after the other, rows from the top, columns from the left.
/// </summary>
public sealed class DepthwiseConv2D : WindowOperator
{
    private readonly ConvolutionOperands _operands;

    private DepthwiseConv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, out Dimensions weights);
        WindowGeometry window = _operands.Window;
        reader.Require(
            weights[0] == 1 && weights[3] == window.OutputChannels && window.OutputChannels % window.InputChannels == 0,
            "has weights that are not [1, KH, KW, O] for its channels, O a multiple of I");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DepthwiseConv2DFloat32, 152, static (ref OperatorReader reader) => new DepthwiseConv2D(ref reader));

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
        foreach (WindowPosition at in _operands.Window.Row(row))
        {
            Float32Span pixel = y.Slice(at.Pixel, _operands.Window.OutputChannels);
            pixel.Clear();
            AddTaps(pixel, x.Slice(at.Image, _operands.Window.ImageLength), weights, at);
            _operands.Finish(pixel, memory);
        }
    }

    [MethodImpl(InnerLoop.Optimized)]
    private void AddTaps<TFormat>(Float32Span pixel, RealSpan<Float32Format> image, RealSpan<TFormat> weights, in WindowPosition at)
        where TFormat : struct, IRealFormat
    {
        // Elements that serve several channels do so tap by tap; others serve a row of taps.
        WindowGeometry window = _operands.Window;
        int multiplier = window.OutputChannels / window.InputChannels;
        int taps = multiplier == 1 ? at.Columns.Count : 1, step = window.Columns.Dilation * window.InputChannels;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                RealSpan<Float32Format> channels = image.Slice(window.Element(at, row, column), ((taps - 1) * step) + window.InputChannels);
                RealSpan<TFormat> tap = weights.Slice(window.Tap(row, column) * window.OutputChannels, taps * window.OutputChannels);
                if (multiplier == 1)
                {
                    Accumulation.AddProducts(pixel, channels, step, tap, window.OutputChannels, taps);
                    continue;
                }

                for (int i = 0; i < channels.Length; i++)
                {
                    Accumulation.AddScaled(pixel.Slice(i * multiplier, multiplier), channels[i], tap.Slice(i * multiplier, multiplier));
                }
            }
        }
    }
}
