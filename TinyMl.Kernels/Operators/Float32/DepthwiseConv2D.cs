using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Depthwise 2-D convolution, float32: output channel c reads input channel c / (O / I) only, padding 0.
/// Inputs: x [N, H, W, I], weights [1, KH, KW, O] as Float32 or Float16, optional bias [O]; output: y [N, OH, OW, O], O a
/// multiple of I. Attributes: those of <see cref="WindowGeometry"/>, then the activation. The products of a channel are
/// added one after the other, rows from the top, columns from the left.
/// </summary>
public sealed class DepthwiseConv2D : Operator
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

    private DepthwiseConv2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _weights = FloatWeights.Read(ref reader, out Dimensions weights);
        _bias = FloatBias.Read(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(weights.Rank == 4 && weights[0] == 1, "has weights that are not [1, KH, KW, O]");
        _window = WindowGeometry.Read(ref reader, x.Shape, weights[1], weights[2], y.Shape);
        _activation = FloatRange.Read(ref reader);
        reader.Require(
            weights[3] == y.Shape[3] && y.Shape[3] % x.Shape[3] == 0 && _bias.Fits(y.Shape[3]),
            "has weights or a bias that do not match its channels");

        _x = x.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _inputChannels = x.Shape[3];
        _outputChannels = y.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DepthwiseConv2DFloat32, 144, static (ref OperatorReader reader) => new DepthwiseConv2D(ref reader));

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
        int endRow = rows.EndTap(top), endColumn = columns.EndTap(left);
        int multiplier = _outputChannels / _inputChannels;
        for (int ky = rows.FirstTap(top); ky < endRow; ky++)
        {
            int inputRow = (top + (ky * rows.Dilation)) * columns.Input;
            for (int kx = columns.FirstTap(left); kx < endColumn; kx++)
            {
                int input = inputRow + left + (kx * columns.Dilation);
                RealSpan<Float32Format> channels = image.Slice(input * _inputChannels, _inputChannels);
                RealSpan<TFormat> tap = weights.Slice(((ky * columns.Filter) + kx) * _outputChannels, _outputChannels);
                if (multiplier == 1)
                {
                    Accumulation.AddProducts(pixel, channels, tap);
                    continue;
                }

                for (int i = 0; i < _inputChannels; i++)
                {
                    Accumulation.AddScaled(pixel.Slice(i * multiplier, multiplier), channels[i], tap.Slice(i * multiplier, multiplier));
                }
            }
        }
    }
}
