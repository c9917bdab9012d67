using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// 2-D convolution, float32: y[n, oy, ox, o] = clamp(bias[o] + sum of x[n, iy, ix, i] * weights[o, ky, kx, i]), padding 0.
/// Inputs: x [N, H, W, I], weights [O, KH, KW, I] as Float32 or Float16, optional bias [O]; output: y [N, OH, OW, O].
/// Attributes: those of <see cref="WindowGeometry"/>, then the activation. Each filter row (each tap where dilated) is one
/// <see cref="DotProduct"/>; rows are added from the top.
/// </summary>
public sealed class Conv2D : Operator
{
    private readonly ConvolutionOperands _operands;

    private Conv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands(ref reader, out Dimensions weights);
        WindowGeometry window = _operands.Window;
        reader.Require(weights[0] == window.OutputChannels && weights[3] == window.InputChannels, "has weights that are not [O, KH, KW, I] for its channels");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Conv2DFloat32, 144, static (ref OperatorReader reader) => new Conv2D(ref reader));

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

    private void Run<TFormat>(in ModelMemory memory)
        where TFormat : struct, IRealFormat
    {
        RealSpan<Float32Format> x = _operands.Input(memory);
        RealSpan<TFormat> weights = _operands.Weights<TFormat>(memory);
        Float32Span y = _operands.Output(memory);
        foreach (WindowPosition at in _operands.Window.Positions)
        {
            Float32Span pixel = y.Slice(at.Pixel, _operands.Window.OutputChannels);
            pixel.Clear();
            AddTaps(pixel, x.Slice(at.Image, _operands.Window.ImageLength), weights, at);
            _operands.Finish(pixel, memory);
        }
    }

    private void AddTaps<TFormat>(Float32Span pixel, RealSpan<Float32Format> image, RealSpan<TFormat> weights, in WindowPosition at)
        where TFormat : struct, IRealFormat
    {
        WindowGeometry window = _operands.Window;

        // Taps that are neighbors in the input are one run of it, as they are of the filter.
        int taps = window.Columns.Dilation == 1 ? at.Columns.Count : 1;
        int length = taps * window.InputChannels;
        int filterLength = window.Rows.Filter * window.Columns.Filter * window.InputChannels;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column += taps)
            {
                DotProduct.AddEach(pixel, image.Slice(window.Element(at, row, column), length), weights, window.Tap(row, column) * window.InputChannels, filterLength);
            }
        }
    }
}
