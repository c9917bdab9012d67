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
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly FloatWeights _weights;
    private readonly FloatBias _bias;
    private readonly WindowGeometry _window;
    private readonly FloatRange _activation;
    private readonly int _batches;
    private readonly int _inputChannels;
    private readonly int _outputChannels;

    private Conv2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _weights = FloatWeights.Read(ref reader, out Dimensions weights);
        _bias = FloatBias.Read(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(weights.Rank == 4, "has weights that are not [O, KH, KW, I]");
        _window = WindowGeometry.Read(ref reader, x.Shape, weights[1], weights[2], y.Shape);
        _activation = FloatRange.Read(ref reader);
        reader.Require(
            weights[0] == y.Shape[3] && weights[3] == x.Shape[3] && _bias.Fits(y.Shape[3]),
            "has weights or a bias that do not match its channels");

        _x = x.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _inputChannels = x.Shape[3];
        _outputChannels = y.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Conv2DFloat32, 144, static (ref OperatorReader reader) => new Conv2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        if (_weights.AreFloat16)
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
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        RealSpan<TFormat> weights = _weights.Buffer.Read<TFormat>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        int imageLength = _window.Rows.Input * _window.Columns.Input * _inputChannels;
        int next = 0;
        for (int n = 0; n < _batches; n++)
        {
            RealSpan<Float32Format> image = x.Slice(n * imageLength, imageLength);
            for (int oy = 0; oy < _window.Rows.Output; oy++)
            {
                for (int ox = 0; ox < _window.Columns.Output; ox++)
                {
                    Float32Span pixel = y.Slice(next, _outputChannels);
                    next += _outputChannels;
                    pixel.Clear();
                    AddTaps(pixel, image, weights, _window.Rows.Origin(oy), _window.Columns.Origin(ox));
                    _bias.Finish(pixel, _activation, memory);
                }
            }
        }
    }

    private void AddTaps<TFormat>(Float32Span pixel, RealSpan<Float32Format> image, RealSpan<TFormat> weights, int top, int left)
        where TFormat : struct, IRealFormat
    {
        WindowAxis rows = _window.Rows, columns = _window.Columns;
        int firstColumn = columns.FirstTap(left), endColumn = columns.EndTap(left);
        int endRow = rows.EndTap(top);

        // Taps that are neighbors in the input are one run of it, as they are of the filter.
        int taps = columns.Dilation == 1 ? endColumn - firstColumn : 1;
        int filterLength = rows.Filter * columns.Filter * _inputChannels;
        for (int ky = rows.FirstTap(top); ky < endRow; ky++)
        {
            int inputRow = (top + (ky * rows.Dilation)) * columns.Input;
            for (int kx = firstColumn; kx < endColumn; kx += taps)
            {
                int input = inputRow + left + (kx * columns.Dilation);
                int tap = (ky * columns.Filter) + kx;
                DotProduct.AddEach(pixel, image.Slice(input * _inputChannels, taps * _inputChannels), weights, tap * _inputChannels, filterLength);
            }
        }
    }
}
