using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// 2-D convolution with weights that have a zero point, as quantized ONNX models may. Inputs, output and attributes are those of
/// <see cref="Conv2D"/>, then the zero point of the weights as the last attribute:
/// <code>y = clamp(z_y + round(factor[o] * (bias[o] + sum of (x - z_x) * (w - z_w))))</code>
/// rounded as there. The sum is that of (x - z_x) * w less z_w times that of x - z_x, which the channels of a group share.
/// </summary>
public sealed class AsymmetricConv2D : WindowOperator
{
    private readonly ConvolutionOperands<sbyte> _operands;
    private readonly sbyte _weightsZeroPoint;

    private AsymmetricConv2D(ref OperatorReader reader)
    {
        _operands = new ConvolutionOperands<sbyte>(ref reader, channelAxis: 0, out Dimensions weights);
        reader.Require(_operands.Weights.IsRaw, "has encoded weights");
        ChannelGroups.Require(reader, weights, _operands.Window.InputChannels, _operands.Window.OutputChannels);
        _weightsZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AsymmetricConv2DInt8, 168, static (ref OperatorReader reader) => new AsymmetricConv2D(ref reader));

    private protected override WindowGeometry Window => _operands.Window;

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<sbyte> x = _operands.Input(memory);
        ReadOnlySpan<sbyte> weights = _operands.Weights.Read(memory);
        IntegerSpan<sbyte> y = _operands.Output(memory);
        ChannelOutput<sbyte> output = _operands.Bind(memory);
        WindowGeometry window = _operands.Window;
        int filter = weights.Length / window.OutputChannels;
        ChannelGroups groups = ChannelGroups.Of(filter, window.Taps, window.InputChannels, window.OutputChannels);
        foreach (WindowPosition at in window.Row(row))
        {
            ReadOnlyIntegerSpan<sbyte> image = x.Slice(at.Image, window.ImageLength);
            IntegerSpan<sbyte> pixel = y.Slice(at.Pixel, window.OutputChannels);
            long elements = 0;
            for (int channel = 0; channel < window.OutputChannels; channel++)
            {
                int first = channel / groups.Outputs * groups.Inputs;
                if (channel % groups.Outputs == 0) elements = Elements(image, first, groups.Inputs, at);
                long products = Products(image, first, weights.Slice(channel * filter, filter), groups.Inputs, at);
                pixel[channel] = output.Store(products - (_weightsZeroPoint * elements), channel);
            }
        }
    }

    // The sum of (x - z_x) * w over the taps of one window and the channels of a group.
    private long Products(ReadOnlyIntegerSpan<sbyte> image, int channel, ReadOnlySpan<sbyte> filter, int channels, in WindowPosition at)
    {
        WindowGeometry window = _operands.Window;
        long sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                sum += WeightProducts.Dot(
                    image.Slice(window.Element(at, row, column) + channel, channels),
                    _operands.XZeroPoint,
                    filter.Slice(window.Tap(row, column) * channels, channels));
            }
        }

        return sum;
    }

    // The sum of x - z_x over the taps of one window and the channels of a group.
    private long Elements(ReadOnlyIntegerSpan<sbyte> image, int channel, int channels, in WindowPosition at)
    {
        WindowGeometry window = _operands.Window;
        long sum = 0;
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                ReadOnlyIntegerSpan<sbyte> elements = image.Slice(window.Element(at, row, column) + channel, channels);
                for (int i = 0; i < channels; i++) sum += elements[i] - _operands.XZeroPoint;
            }
        }

        return sum;
    }
}
