using System;
using System.Buffers.Binary;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Long short-term memory over a sequence, int8 with a cell state of int16. Gates stand in the order input, forget, cell, output.
/// A gate is a Q3.12 number, the saturated sum of F(bias + sum of (x - z_x) * weights) and F(sum of (h - z_h) * recurrent
/// weights), each F with its factor and saturated; logistic or (cell) tanh makes it Q0.15. Then
/// c = c * forget * 2^-15 + F(input * cell), saturated, and clipped where there is a clip;
/// h = z_h + F(tanh(c) * output). Equals TensorFlow Lite Micro's UNIDIRECTIONAL_SEQUENCE_LSTM bit for bit.
/// Inputs: x [N, T, I] or [T, N, I]; weights [4U, I] and recurrent weights [4U, U], zero points 0; multipliers [8] and
/// bias [4U] (<see cref="GateWeights"/>); with initial values, h int8 and c int16 of N * U elements. Outputs: c int16
/// of N * U elements, which may lie where the initial c lies, and y int8 [N, T, U] or [T, N, U], every h. Attributes: flags (1 time
/// first, 2 backwards, 4 initial values), z_x, z_h, the exponent of the scale of c, a power of two in [-15, 0], the clip of c as
/// int16 or 0, mantissa and shift of 2^-30 / s_c and of 2^-30 / s_h, the least shift of the multipliers.
/// </summary>
public sealed class Lstm : Operator
{
    private const int Gates = 4;
    private const int InitialFlag = 4;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _hiddenBefore;
    private readonly TensorBuffer _cellBefore;
    private readonly TensorBuffer _cell;
    private readonly TensorBuffer _y;
    private readonly GateWeights _weights;
    private readonly MultiplierConstants _multipliers;
    private readonly SequenceGeometry _geometry;
    private readonly QuantizedMultiplier _toCell;
    private readonly QuantizedMultiplier _toHidden;
    private readonly short _clip;
    private readonly sbyte _xZeroPoint;
    private readonly sbyte _hiddenZeroPoint;
    private readonly short _tanhMultiplier;
    private readonly byte _tanhShift;
    private readonly bool _hasInitial;

    private Lstm(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        _weights = new GateWeights(ref reader, Gates, out Dimensions weights, out Dimensions recurrent, out IntegerConstants multipliers);
        _hasInitial = reader.InputsLeft > 0;
        TensorRecord hiddenBefore = _hasInitial ? reader.Input(ElementType.Int8) : default;
        TensorRecord cellBefore = _hasInitial ? reader.Input(ElementType.Int16) : default;
        TensorRecord cell = reader.Output(ElementType.Int16);
        TensorRecord y = reader.Output(ElementType.Int8);
        int flags = reader.Attribute(0, SequenceGeometry.TimeMajor | SequenceGeometry.Backward | InitialFlag);
        reader.Require((flags & InitialFlag) != 0 == _hasInitial, "has initial values other than its flags say");
        _geometry = SequenceGeometry.Read(ref reader, x, weights, recurrent, y, Gates, flags);
        int states = _geometry.Batches * _geometry.Units;
        reader.Require(
            cell.Shape.Count == states && (!_hasInitial || (hiddenBefore.Shape.Count == states && cellBefore.Shape.Count == states)),
            "has a state that does not match its weights");
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _hiddenZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);

        int shift = reader.Attribute(-15, 0) + 12;
        _tanhMultiplier = (short)(3 << Math.Max(shift, 0));
        _tanhShift = (byte)Math.Max(-shift, 0);
        _clip = (short)reader.Attribute(0, short.MaxValue);
        _toCell = QuantizedMultiplier.Read(ref reader);
        _toHidden = QuantizedMultiplier.Read(ref reader);
        _multipliers = new MultiplierConstants(ref reader, multipliers, 2 * Gates, QuantizedMultiplier.MaximumShift);
        _x = x.Buffer;
        _hiddenBefore = hiddenBefore.Buffer;
        _cellBefore = cellBefore.Buffer;
        _cell = cell.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LstmInt8, 184, static (ref OperatorReader reader) => new Lstm(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        Span<byte> cells = _cell.Write(memory);
        if (_hasInitial)
        {
            _cellBefore.Read(memory).CopyTo(cells);
        }
        else
        {
            cells.Clear();
        }

        int units = _geometry.Units;
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        GateSums sums = _weights.Bind(memory, _multipliers, _xZeroPoint, _hiddenZeroPoint);
        for (int batch = 0; batch < _geometry.Batches; batch++)
        {
            Span<byte> cell = cells.Slice(batch * units * sizeof(short), units * sizeof(short));
            ReadOnlySpan<sbyte> hidden = _hasInitial ? _hiddenBefore.ReadInt8(memory).Slice(batch * units, units) : default;
            for (int i = 0; i < _geometry.Steps; i++)
            {
                int row = _geometry.Row(batch, _geometry.StepAt(i));
                Span<sbyte> output = y.Slice(row * units, units);
                Step(sums, x.Slice(row * _geometry.Inputs, _geometry.Inputs), hidden, cell, output);
                hidden = output;
            }
        }
    }

    private void Step(in GateSums sums, ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> hidden, Span<byte> cells, Span<sbyte> output)
    {
        for (int unit = 0; unit < output.Length; unit++)
        {
            short input = Int16Functions.Logistic(sums.Of(0, unit, x, hidden));
            short forget = Int16Functions.Logistic(sums.Of(1, unit, x, hidden));
            short update = Int16Functions.Tanh(sums.Of(2, unit, x, hidden));
            short gate = Int16Functions.Logistic(sums.Of(3, unit, x, hidden));

            Span<byte> place = cells.Slice(unit * sizeof(short));
            int kept = FixedPoint.MultiplyByQuantizedMultiplier(forget * BinaryPrimitives.ReadInt16LittleEndian(place), 1 << 30, -14);
            short cell = Int16Functions.Saturate(Int16Functions.Saturate(kept) + Int16Functions.Saturate(_toCell.Multiply(input * update)));
            if (_clip > 0) cell = Math.Max(Math.Min(cell, _clip), (short)-_clip);
            BinaryPrimitives.WriteInt16LittleEndian(place, cell);

            int value = _toHidden.Multiply(Int16Functions.Tanh(cell, _tanhMultiplier, _tanhShift) * gate) + _hiddenZeroPoint;
            output[unit] = value < sbyte.MinValue ? sbyte.MinValue : value > sbyte.MaxValue ? sbyte.MaxValue : (sbyte)value;
        }
    }
}
