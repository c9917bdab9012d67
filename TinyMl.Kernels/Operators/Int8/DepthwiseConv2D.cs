using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Depthwise convolution; output channel o reads input channel o / (O / I). Inputs: x [N, H, W, I], weights [1, KH, KW, O]
/// with zero point 0, multipliers int32 and shifts int8 ([O] or [1]), optional bias int32 [O]; output y [N, OH, OW, O], O a
/// multiple of I. Attributes and arithmetic as for <see cref="Conv2D"/>. Equals TensorFlow Lite Micro's reference
/// DepthwiseConvPerChannel with double rounding bit for bit.
/// </summary>
public sealed class DepthwiseConv2D : Operator
{
    // Channels whose sums are held at once: 256 bytes of stack.
    private const int Block = 64;

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

    private DepthwiseConv2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord weights = reader.Constant(ElementType.Int8);
        reader.Require(weights.Shape.Rank == 4 && weights.Shape[0] == 1, "has weights that are not [1, KH, KW, O]");
        _constants = ChannelConstants.Read(ref reader, weights.Shape[3]);
        TensorRecord y = reader.Output(ElementType.Int8);
        _window = WindowGeometry.Read(ref reader, x.Shape, weights.Shape[1], weights.Shape[2], y.Shape);
        reader.Require(weights.Shape[3] == y.Shape[3] && y.Shape[3] % x.Shape[3] == 0, "has weights for other channels");
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
    public static Kernel Kernel { get; } = new(OperatorCode.DepthwiseConv2DInt8, 160, static (ref OperatorReader reader) => new DepthwiseConv2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        ReadOnlySpan<sbyte> weights = _weights.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        ChannelOutput output = _constants.Bind(memory, _range);
        Span<int> block = stackalloc int[Block];
        int image = _window.Rows.Input * _window.Columns.Input * _inputChannels;
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
                    for (int channel = 0; channel < _outputChannels; channel += Block)
                    {
                        Span<int> sums = block.Slice(0, Math.Min(Block, _outputChannels - channel));
                        Sum(xImage, weights, rows, columns, channel, sums);
                        for (int i = 0; i < sums.Length; i++) y[written++] = output.Store(sums[i], channel + i);
                    }
                }
            }
        }
    }

    // The sums over the taps of one window in the image [H, W, I], for as many channels as there are sums.
    private void Sum(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> weights, in Taps rows, in Taps columns, int firstChannel, Span<int> sums)
    {
        sums.Clear();
        for (int row = rows.First; row < rows.End; row++)
        {
            for (int column = columns.First; column < columns.End; column++)
            {
                int position = (rows.Position(row) * _window.Columns.Input) + columns.Position(column);
                ReadOnlySpan<sbyte> pixel = x.Slice(position * _inputChannels, _inputChannels);
                ReadOnlySpan<sbyte> tap = weights.Slice((((row * _window.Columns.Filter) + column) * _outputChannels) + firstChannel, sums.Length);
                if (_inputChannels == _outputChannels)
                {
                    Int8Products.Accumulate(sums, pixel.Slice(firstChannel, sums.Length), _xZeroPoint, tap);
                }
                else
                {
                    int multiplier = _outputChannels / _inputChannels;
                    for (int i = 0; i < sums.Length; i++) sums[i] += (pixel[(firstChannel + i) / multiplier] - _xZeroPoint) * tap[i];
                }
            }
        }
    }
}
