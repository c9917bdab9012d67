using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Gated recurrent units over a sequence, float32 (ONNX, operator GRU, default activations). With s the logistic function and every s
/// and tanh applied to values that are clipped to [-clip, clip]:
/// z = s(Wz x + bz + Rz h), r = s(Wr x + br + Rr h), n = tanh(Wn x + bn + Rn (r * h)) or, reset after the product,
/// n = tanh(Wn x + bn + r * (Rn h + cn)); h = (1 - z) * n + z * h.
/// Inputs: x [N, T, I] or [T, N, I]; weights [3U, I], recurrent weights [3U, U] of z, r, n, and a bias (<see cref="GateWeights"/>) [3U] or,
/// reset after the product, [4U] with c last; with an initial value, h of N * U elements. Outputs: y [N, T, U] or [T, N, U], every h;
/// reset before the product, scratch [U]. Attributes: flags (1 time first, 2 backwards), clip; infinite where there is none.
/// </summary>
public sealed class Gru : Operator
{
    private const int Gates = 3;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _before;
    private readonly TensorBuffer _y;
    private readonly TensorBuffer _scratch;
    private readonly GateWeights _weights;
    private readonly SequenceGeometry _geometry;
    private readonly float _clip;
    private readonly bool _hasInitial;
    private readonly bool _resetsAfter;

    private Gru(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _weights = GateWeights.Read(ref reader, out Dimensions weights, out Dimensions recurrent);
        _hasInitial = reader.InputsLeft > 0;
        TensorRecord before = _hasInitial ? reader.Input(ElementType.Float32) : default;
        _resetsAfter = _weights.BiasCount == weights[0] + (long)recurrent[1];
        TensorRecord y = reader.Output(ElementType.Float32);
        TensorRecord scratch = _resetsAfter ? default : reader.Output(ElementType.Float32);
        int flags = reader.Attribute(0, SequenceGeometry.TimeMajor | SequenceGeometry.Backward);
        _geometry = SequenceGeometry.Read(ref reader, x, weights, recurrent, y, Gates, flags);
        reader.Require(
            (_resetsAfter || (_weights.BiasCount == weights[0] && scratch.Shape.Count == _geometry.Units))
            && (!_hasInitial || before.Shape.Count == _geometry.Batches * _geometry.Units),
            "has a bias, a state or scratch that does not match its weights");
        _clip = reader.SingleAttribute();
        _x = x.Buffer;
        _before = before.Buffer;
        _y = y.Buffer;
        _scratch = scratch.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.GruFloat32, 144, static (ref OperatorReader reader) => new Gru(ref reader));

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
        int units = _geometry.Units;
        GateSums<TFormat> sums = _weights.Bind<TFormat>(memory, units);
        for (int batch = 0; batch < _geometry.Batches; batch++)
        {
            RealSpan<Float32Format> hidden = _hasInitial ? _before.Read<Float32Format>(memory).Slice(batch * units, units) : default;
            for (int i = 0; i < _geometry.Steps; i++)
            {
                int row = _geometry.Row(batch, _geometry.StepAt(i));
                RealSpan<Float32Format> x = _x.Read<Float32Format>(memory).Slice(row * _geometry.Inputs, _geometry.Inputs);
                RealSpan<Float32Format> kept = _resetsAfter || hidden.Length == 0 ? default : Reset(sums, x, hidden, memory);
                Step(sums, x, hidden, kept, _y.WriteFloat32(memory).Slice(row * units, units));
                hidden = _y.Read<Float32Format>(memory).Slice(row * units, units);
            }
        }
    }

    // r * h, in scratch.
    private RealSpan<Float32Format> Reset<TFormat>(in GateSums<TFormat> sums, RealSpan<Float32Format> x, RealSpan<Float32Format> hidden, in ModelMemory memory)
        where TFormat : struct, IRealFormat
    {
        Float32Span kept = _scratch.WriteFloat32(memory);
        for (int unit = 0; unit < hidden.Length; unit++) kept[unit] = (float)(Sigmoid(sums.Of(1, unit, x, hidden)) * hidden[unit]);
        return _scratch.Read<Float32Format>(memory);
    }

    private void Step<TFormat>(in GateSums<TFormat> sums, RealSpan<Float32Format> x, RealSpan<Float32Format> hidden, RealSpan<Float32Format> kept, Float32Span output)
        where TFormat : struct, IRealFormat
    {
        for (int unit = 0; unit < output.Length; unit++)
        {
            float ofHidden = _resetsAfter
                ? (float)(Sigmoid(sums.Of(1, unit, x, hidden)) * (float)(sums.OfHidden(2, unit, hidden) + sums.Bias(Gates, unit)))
                : sums.OfHidden(2, unit, kept);
            float next = (float)Exponential.Tanh(Clip((float)(sums.OfInput(2, unit, x) + ofHidden)));
            float update = Sigmoid(sums.Of(0, unit, x, hidden));
            float before = hidden.Length == 0 ? 0 : hidden[unit];
            output[unit] = (float)((float)((float)(1 - update) * next) + (float)(update * before));
        }
    }

    private float Sigmoid(float value) => (float)Exponential.Logistic(Clip(value));

    private float Clip(float value) => value > _clip ? _clip : value < -_clip ? -_clip : value;
}
