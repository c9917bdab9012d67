using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Inner product. Inputs: x of B * I elements, weights [O, I] with zero point 0, multipliers int32 and shifts int8 ([O] or
/// [1]), optional bias int32 [O]; output y of B * O elements. Attributes: zero point of x, zero point of y, least and
/// greatest y. The arithmetic is that of <see cref="Conv2D"/>. Equals TensorFlow Lite Micro's reference FullyConnected and
/// FullyConnectedPerChannel with double rounding bit for bit.
/// </summary>
public sealed class FullyConnected : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _weights;
    private readonly TensorBuffer _y;
    private readonly ChannelConstants _constants;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly sbyte _xZeroPoint;
    private readonly OutputRange<sbyte> _range;

    private FullyConnected(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord weights = reader.Constant(ElementType.Int8);
        reader.Require(weights.Shape.Rank == 2 && x.Shape.Count % weights.Shape[1] == 0, "has weights that are not [O, I]");
        _outputs = weights.Shape[0];
        _inputs = weights.Shape[1];
        _constants = ChannelConstants.Read(ref reader, _outputs);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(y.Shape.Count == (long)x.Shape.Count / _inputs * _outputs, "has an output that is not [B, O]");
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _range = OutputRange<sbyte>.Read(ref reader);
        _x = x.Buffer;
        _weights = weights.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.FullyConnectedInt8, 104, static (ref OperatorReader reader) => new FullyConnected(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        ReadOnlySpan<sbyte> weights = _weights.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        ChannelOutput output = _constants.Bind(memory, _range);
        int written = 0;
        for (int start = 0; start < x.Length; start += _inputs)
        {
            ReadOnlySpan<sbyte> row = x.Slice(start, _inputs);
            for (int channel = 0; channel < _outputs; channel++)
            {
                y[written++] = output.Store(Int8Products.Dot(row, _xZeroPoint, weights.Slice(channel * _inputs, _inputs)), channel);
            }
        }
    }
}
