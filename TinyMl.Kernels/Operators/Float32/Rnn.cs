using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// A simple recurrent layer over a sequence, float32 (ONNX, operator RNN, default activation): h = tanh(W x + b + R h), the tangent of
/// what is clipped to [-clip, clip]. Inputs: x [N, T, I] or [T, N, I]; weights [U, I], recurrent weights [U, U] and bias [U]
/// (<see cref="GateWeights"/>); with an initial value, h of N * U elements. Output: y [N, T, U] or [T, N, U], every h. Attributes:
/// flags (1 time first, 2 backwards), clip; infinite where there is none.
/// </summary>
public sealed class Rnn : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _before;
    private readonly TensorBuffer _y;
    private readonly GateWeights _weights;
    private readonly SequenceGeometry _geometry;
    private readonly float _clip;
    private readonly bool _hasInitial;

    private Rnn(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _weights = GateWeights.Read(ref reader, out Dimensions weights, out Dimensions recurrent);
        _hasInitial = reader.InputsLeft > 0;
        TensorRecord before = _hasInitial ? reader.Input(ElementType.Float32) : default;
        TensorRecord y = reader.Output(ElementType.Float32);
        int flags = reader.Attribute(0, SequenceGeometry.TimeMajor | SequenceGeometry.Backward);
        _geometry = SequenceGeometry.Read(ref reader, x, weights, recurrent, y, gates: 1, flags);
        reader.Require(
            _weights.BiasCount == weights[0] && (!_hasInitial || before.Shape.Count == _geometry.Batches * _geometry.Units),
            "has a bias or a state that does not match its weights");
        _clip = reader.SingleAttribute();
        _x = x.Buffer;
        _before = before.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.RnnFloat32, 128, static (ref OperatorReader reader) => new Rnn(ref reader));

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
                Float32Span y = _y.WriteFloat32(memory).Slice(row * units, units);
                for (int unit = 0; unit < units; unit++)
                {
                    float sum = sums.Of(0, unit, x, hidden);
                    y[unit] = (float)Exponential.Tanh(sum > _clip ? _clip : sum < -_clip ? -_clip : sum);
                }

                hidden = _y.Read<Float32Format>(memory).Slice(row * units, units);
            }
        }
    }
}
