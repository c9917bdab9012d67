using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Transposed 2-D convolution, float32 (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016, chapter 4):
/// each element of x adds its multiple of the filter to y, y[n, iy * stride + ky * dilation - top, ..., o] += x[n, iy, ix, i] *
/// weights[o, ky, kx, i]; then the bias and the clamp. Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups] as Float32 or
/// Float16, optional bias [O]; output: y [N, OH, OW, O], whose channel o reads the input channels of group o / (O / groups).
/// Attributes: those of <see cref="WindowGeometry"/> for the convolution that leads from y to x, then the activation. Each tap is
/// one <see cref="DotProduct"/>, added in the filter's order.
/// </summary>
public sealed class TransposeConv2D : Operator
{
    private readonly ConvolutionOperands _operands;

    private TransposeConv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, out Dimensions weights, isTransposed: true);
        ChannelGroups.Require(reader, weights, _operands.Window.OutputChannels, _operands.Window.InputChannels);
        reader.Require(!_operands.Window.IsUpward, "has a window that moves upward");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TransposeConv2DFloat32, 152, static (ref OperatorReader reader) => new TransposeConv2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        if (_operands.HasFloat16Weights)
        {
            Run<Float16Format>(memory);
        }
        else
        {
            Run<Float32Format>(memory);
        }
    }

    // The window's input is y here, and its output is x.
    private void Run<TFormat>(in ModelMemory memory)
        where TFormat : struct, IRealFormat
    {
        RealSpan<Float32Format> x = _operands.Input(memory);
        RealSpan<TFormat> weights = _operands.Weights<TFormat>(memory);
        Float32Span y = _operands.Output(memory);
        WindowGeometry window = _operands.Window;
        ChannelGroups groups = ChannelGroups.Of(weights.Length / window.InputChannels, window.Taps, window.OutputChannels, window.InputChannels);
        int image = window.Rows.Output * window.Columns.Output * window.OutputChannels;
        int written = 0;
        for (int start = 0; start < x.Length; start += image)
        {
            for (int row = 0; row < window.Rows.Input; row++)
            {
                for (int column = 0; column < window.Columns.Input; column++)
                {
                    Float32Span pixel = y.Slice(written, window.InputChannels);
                    pixel.Clear();
                    AddTaps(pixel, x.Slice(start, image), weights, groups, row, column);
                    _operands.Finish(pixel, memory);
                    written += pixel.Length;
                }
            }
        }
    }

    private void AddTaps<TFormat>(Float32Span pixel, RealSpan<Float32Format> image, RealSpan<TFormat> weights, in ChannelGroups groups, int row, int column)
        where TFormat : struct, IRealFormat
    {
        WindowGeometry window = _operands.Window;
        int filter = window.Taps * groups.Inputs;
        for (int tapRow = 0; tapRow < window.Rows.Filter; tapRow++)
        {
            int sourceRow = window.Rows.Reader(row, tapRow);
            for (int tapColumn = 0; sourceRow >= 0 && tapColumn < window.Columns.Filter; tapColumn++)
            {
                int sourceColumn = window.Columns.Reader(column, tapColumn);
                if (sourceColumn < 0) continue;
                int source = ((sourceRow * window.Columns.Output) + sourceColumn) * window.OutputChannels;
                for (int group = 0; group < groups.Count; group++)
                {
                    int first = group * groups.Outputs;
                    DotProduct.AddEach(
                        pixel.Slice(first, groups.Outputs),
                        image.Slice(source + (group * groups.Inputs), groups.Inputs),
                        weights,
                        (first * filter) + (window.Tap(tapRow, tapColumn) * groups.Inputs),
                        filter);
                }
            }
        }
    }
}
