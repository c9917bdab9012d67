using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Long short-term memory over a sequence, float32. With s the logistic function, and the sums of the four gates clipped to [-gate
/// clip, gate clip]:
/// i = s(Wi x + bi + Ri h + Pi * c), f = s(Wf x + bf + Rf h + Pf * c), g = tanh(Wc x + bc + Rc h);
/// c = f * c + i * g, clipped to [-cell clip, cell clip]; o = s(Wo x + bo + Ro h + Po * c); h = o * tanh(c)
/// (ONNX, operator LSTM, default activations, as ONNX Runtime clips; without peepholes P and gate clip TensorFlow Lite's UNIDIRECTIONAL_SEQUENCE_LSTM).
/// Inputs: x [N, T, I] or [T, N, I]; weights [4U, I], recurrent weights [4U, U] and bias [4U] (<see cref="GateWeights"/>) of the gates
/// i, f, c, o; with initial values, h and c of N * U elements; with peepholes, P constant [3U] of i, f, o. Outputs: c of N * U elements,
/// which may lie where the initial c lies, and y [N, T, U] or [T, N, U], every h. Attributes: flags (1 time first, 2 backwards, 4 initial
/// values, 8 peepholes), gate clip, cell clip; infinite where there is none.
/// </summary>
public sealed class Lstm : Operator
{
    private const int Gates = 4;
    private const int InitialFlag = 4;
    private const int PeepholeFlag = 8;
    private const int AllFlags = 15;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _hiddenBefore;
    private readonly TensorBuffer _cellBefore;
    private readonly TensorBuffer _peepholes;
    private readonly TensorBuffer _cell;
    private readonly TensorBuffer _y;
    private readonly GateWeights _weights;
    private readonly SequenceGeometry _geometry;
    private readonly float _gateClip;
    private readonly float _cellClip;
    private readonly bool _hasInitial;
    private readonly bool _hasPeepholes;

    private Lstm(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _weights = GateWeights.Read(ref reader, out Dimensions weights, out Dimensions recurrent);
        _hasInitial = reader.InputsLeft > 1;
        TensorRecord hiddenBefore = _hasInitial ? reader.Input(ElementType.Float32) : default;
        TensorRecord cellBefore = _hasInitial ? reader.Input(ElementType.Float32) : default;
        _hasPeepholes = reader.InputsLeft > 0;
        TensorRecord peepholes = _hasPeepholes ? reader.Constant(ElementType.Float32) : default;
        TensorRecord cell = reader.Output(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        int flags = reader.Attribute(0, AllFlags);
        reader.Require(
            (flags & InitialFlag) != 0 == _hasInitial && (flags & PeepholeFlag) != 0 == _hasPeepholes,
            "has initial values or peepholes other than its flags say");
        _geometry = SequenceGeometry.Read(ref reader, x, weights, recurrent, y, Gates, flags);
        int states = _geometry.Batches * _geometry.Units;
        reader.Require(
            cell.Shape.Count == states
            && _weights.BiasCount == weights[0]
            && (!_hasInitial || (hiddenBefore.Shape.Count == states && cellBefore.Shape.Count == states))
            && (!_hasPeepholes || peepholes.Shape.Count == 3L * _geometry.Units),
            "has a state or peepholes that do not match its weights");
        _gateClip = reader.SingleAttribute();
        _cellClip = reader.SingleAttribute();
        _x = x.Buffer;
        _hiddenBefore = hiddenBefore.Buffer;
        _cellBefore = cellBefore.Buffer;
        _peepholes = peepholes.Buffer;
        _cell = cell.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LstmFloat32, 168, static (ref OperatorReader reader) => new Lstm(ref reader));

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
        if (_hasInitial)
        {
            _cellBefore.Read(memory).CopyTo(_cell.Write(memory));
        }
        else
        {
            _cell.Write(memory).Clear();
        }

        int units = _geometry.Units;
        GateSums<TFormat> sums = _weights.Bind<TFormat>(memory, units);
        RealSpan<Float32Format> peepholes = _hasPeepholes ? _peepholes.Read<Float32Format>(memory) : default;
        for (int batch = 0; batch < _geometry.Batches; batch++)
        {
            Float32Span cell = _cell.WriteFloat32(memory).Slice(batch * units, units);
            RealSpan<Float32Format> hidden = _hasInitial ? _hiddenBefore.Read<Float32Format>(memory).Slice(batch * units, units) : default;
            for (int i = 0; i < _geometry.Steps; i++)
            {
                int row = _geometry.Row(batch, _geometry.StepAt(i));
                RealSpan<Float32Format> x = _x.Read<Float32Format>(memory).Slice(row * _geometry.Inputs, _geometry.Inputs);
                Step(sums, peepholes, x, hidden, cell, _y.WriteFloat32(memory).Slice(row * units, units));
                hidden = _y.Read<Float32Format>(memory).Slice(row * units, units);
            }
        }
    }

    private void Step<TFormat>(
        in GateSums<TFormat> sums, RealSpan<Float32Format> peepholes, RealSpan<Float32Format> x, RealSpan<Float32Format> hidden, Float32Span cells, Float32Span output)
        where TFormat : struct, IRealFormat
    {
        for (int unit = 0; unit < output.Length; unit++)
        {
            float cell = cells[unit];
            float input = Sigmoid(Peep(sums.Of(0, unit, x, hidden), peepholes, unit, cell));
            float forget = Sigmoid(Peep(sums.Of(1, unit, x, hidden), peepholes, output.Length + unit, cell));
            float update = (float)Exponential.Tanh(Clip(sums.Of(2, unit, x, hidden), _gateClip));

            cell = Clip((float)((float)(forget * cell) + (float)(input * update)), _cellClip);
            cells[unit] = cell;
            float gate = Sigmoid(Peep(sums.Of(3, unit, x, hidden), peepholes, (2 * output.Length) + unit, cell));
            output[unit] = (float)(gate * (float)Exponential.Tanh(cell));
        }
    }

    private float Peep(float sum, RealSpan<Float32Format> peepholes, int index, float cell) =>
        _hasPeepholes ? (float)(sum + (float)(peepholes[index] * cell)) : sum;

    private float Sigmoid(float value) => (float)Exponential.Logistic(Clip(value, _gateClip));

    private static float Clip(float value, float limit) => value > limit ? limit : value < -limit ? -limit : value;
}
