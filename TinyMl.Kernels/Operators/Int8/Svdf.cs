using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// A fully connected layer of rank R over the last M inputs, as <see cref="Float32.Svdf"/>, int8. A feature is the sum of
/// (x - z_x) * feature weights times s_x * s_f / s_state, saturated, plus z_state;
/// y[u] = z_y + F(bias[u] + sum of (state - z_state) * time weights), F with the factor s_state * s_t / s_y, saturated. Equals
/// TensorFlow Lite Micro's reference SVDF bit for bit; an activation is what the saturation makes of the output's zero point, there
/// as here. Inputs: x int8 [N, I], feature weights int8 [F, I], time weights [F, M], the state before of N * F * M elements, both
/// int8 or both int16, optional bias [U], integers of any width. Outputs: the state, which may lie where the one before lies, and y int8 [N, U].
/// Attributes: z_x, z_state, mantissa and shift of both factors, z_y.
/// </summary>
public sealed class Svdf : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _features;
    private readonly TensorBuffer _times;
    private readonly TensorBuffer _before;
    private readonly IntegerConstants _bias;
    private readonly TensorBuffer _state;
    private readonly TensorBuffer _y;
    private readonly FilterGeometry _geometry;
    private readonly QuantizedMultiplier _toState;
    private readonly QuantizedMultiplier _toOutput;
    private readonly short _stateZeroPoint;
    private readonly sbyte _xZeroPoint;
    private readonly sbyte _yZeroPoint;
    private readonly bool _isWide;

    private Svdf(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord features = reader.Constant(ElementType.Int8);
        TensorRecord times = reader.Input();
        TensorRecord before = reader.Input(times.Type);
        _isWide = times.Type == ElementType.Int16;
        bool hasBias = reader.InputsLeft > 0;
        TensorRecord bias = hasBias ? reader.Integers() : default;
        TensorRecord state = reader.Output(times.Type);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(times.IsConstant && (_isWide || times.Type == ElementType.Int8), "has time weights that are not constants of type Int8 or Int16");
        _geometry = FilterGeometry.Read(ref reader, x, features.Shape, times.Shape, before, state, y);
        reader.Require(!hasBias || bias.Shape.Count == _geometry.Units, "has a bias that does not match its output");
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _stateZeroPoint = (short)(_isWide ? reader.Attribute(0, 0) : reader.Attribute(sbyte.MinValue, sbyte.MaxValue));
        _toState = QuantizedMultiplier.Read(ref reader);
        _toOutput = QuantizedMultiplier.Read(ref reader);
        _yZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _x = x.Buffer;
        _features = features.Buffer;
        _times = times.Buffer;
        _before = before.Buffer;
        _bias = new IntegerConstants(bias);
        _state = state.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SvdfInt8, 144, static (ref OperatorReader reader) => new Svdf(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> features = _features.ReadInt8(memory);
        PackedIntegerSpan bias = _bias.Read(memory);
        int rank = _geometry.Rank;
        for (int batch = 0; batch < _geometry.Batches; batch++)
        {
            ReadOnlySpan<sbyte> x = _x.ReadInt8(memory).Slice(batch * _geometry.Inputs, _geometry.Inputs);
            Span<sbyte> y = _y.WriteInt8(memory).Slice(batch * _geometry.Units, _geometry.Units);
            for (int unit = 0; unit < y.Length; unit++)
            {
                int sum = bias.IsEmpty ? 0 : (int)bias[unit];
                for (int filter = unit * rank; filter < (unit + 1) * rank; filter++)
                {
                    int feature = _toState.Multiply(Int8Products.Dot(x, _xZeroPoint, features.Slice(filter * x.Length, x.Length)));
                    sum += Remember(memory, batch, filter, feature);
                }

                int value = _toOutput.Multiply(sum) + _yZeroPoint;
                y[unit] = value < sbyte.MinValue ? sbyte.MinValue : value > sbyte.MaxValue ? sbyte.MaxValue : (sbyte)value;
            }
        }
    }

    // Moves the state of a filter on by a feature, and gives its inner product with the time weights.
    private int Remember(in ModelMemory memory, int batch, int filter, int feature)
    {
        int size = _isWide ? sizeof(short) : sizeof(sbyte);
        int length = _geometry.Steps * size;
        int row = ((batch * _geometry.Filters) + filter) * length;
        Span<byte> state = _state.Write(memory).Slice(row, length);
        ReadOnlySpan<byte> times = _times.Read(memory).Slice(filter * length, length);
        _before.Read(memory).Slice(row + size, length - size).CopyTo(state);
        if (!_isWide)
        {
            // The reference wraps where the zero point leads out of int8.
            Span<sbyte> narrow = MemoryMarshal.Cast<byte, sbyte>(state);
            narrow[narrow.Length - 1] = unchecked((sbyte)(Math.Max(sbyte.MinValue, Math.Min(feature, sbyte.MaxValue)) + _stateZeroPoint));
            return Int8Products.Dot(narrow, _stateZeroPoint, MemoryMarshal.Cast<byte, sbyte>(times));
        }

        BinaryPrimitives.WriteInt16LittleEndian(state.Slice(length - size), Int16Functions.Saturate(feature));
        int sum = 0;
        for (int i = 0; i < length; i += size)
        {
            sum += BinaryPrimitives.ReadInt16LittleEndian(state.Slice(i)) * BinaryPrimitives.ReadInt16LittleEndian(times.Slice(i));
        }

        return sum;
    }
}
