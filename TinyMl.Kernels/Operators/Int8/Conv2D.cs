using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// 2-D convolution. Inputs: x [N, H, W, I], weights [O, KH, KW, I] with zero point 0, multipliers int32 and shifts int8
/// ([O] or [1]), optional bias int32 [O]; output y [N, OH, OW, O]. Attributes: the window (<see cref="WindowGeometry"/>),
/// zero point of x, zero point of y, least and greatest y. Taps in the padding count as real 0. The factor is
/// s_x * s_w[o] / s_y = multiplier[o] * 2^(shift[o] - 31), and
/// <code>y = clamp(z_y + round(factor[o] * (bias[o] + sum of (x - z_x) * w)))</code>
/// Equals TensorFlow Lite Micro's reference ConvPerChannel with double rounding bit for bit.
/// </summary>
public sealed class Conv2D : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _weights;
    private readonly TensorBuffer _y;
    private readonly ChannelConstants _constants;
    private readonly WindowGeometry _window;
    private readonly int _batches;
    private readonly int _inputChannels;
    private readonly int _outputChannels;
    private readonly sbyte _xZeroPoint;
    private readonly OutputRange _range;

    private Conv2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord weights = reader.Constant(ElementType.Int8);
        reader.Require(weights.Shape.Rank == 4, "has weights that are not [O, KH, KW, I]");
        _constants = ChannelConstants.Read(ref reader, weights.Shape[0]);
        TensorRecord y = reader.Output(ElementType.Int8);
        _window = WindowGeometry.Read(ref reader, x.Shape, weights.Shape[1], weights.Shape[2], y.Shape);
        reader.Require(weights.Shape[3] == x.Shape[3] && weights.Shape[0] == y.Shape[3], "has weights for other channels");
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _range = OutputRange.Read(ref reader);
        _x = x.Buffer;
        _weights = weights.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _inputChannels = x.Shape[3];
        _outputChannels = y.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Conv2DInt8, 160, static (ref OperatorReader reader) => new Conv2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        ReadOnlySpan<sbyte> weights = _weights.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        ChannelOutput output = _constants.Bind(memory, _range);
        int image = _window.Rows.Input * _window.Columns.Input * _inputChannels;
        int filter = weights.Length / _outputChannels;
        int written = 0;
        for (int batch = 0; batch < _batches; batch++)
        {
            ReadOnlySpan<sbyte> xImage = x.Slice(batch * image, image);
            for (int row = 0; row < _window.Rows.Output; row++)
            {
                var rows = new Taps(_window.Rows, row);
                for (int column = 0; column < _window.Columns.Output; column++)
                {
                    var columns = new Taps(_window.Columns, column);
                    for (int channel = 0; channel < _outputChannels; channel++)
                    {
                        y[written++] = output.Store(Sum(xImage, weights.Slice(channel * filter, filter), rows, columns), channel);
                    }
                }
            }
        }
    }

    // The sum over the taps of one window in the image [H, W, I], for one filter [KH, KW, I].
    private int Sum(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> filter, in Taps rows, in Taps columns)
    {
        // Neighboring taps without dilation are neighbors in memory too: a row of them is one run.
        int tapsOfRun = _window.Columns.Dilation == 1 ? columns.Count : 1;
        int run = tapsOfRun * _inputChannels;
        int sum = 0;
        for (int row = rows.First; row < rows.End; row++)
        {
            int xRow = rows.Position(row) * _window.Columns.Input;
            int filterRow = row * _window.Columns.Filter;
            for (int column = columns.First; column < columns.End; column += tapsOfRun)
            {
                sum += Int8Products.Dot(
                    x.Slice((xRow + columns.Position(column)) * _inputChannels, run),
                    _xZeroPoint,
                    filter.Slice((filterRow + column) * _inputChannels, run));
            }
        }

        return sum;
    }
}
