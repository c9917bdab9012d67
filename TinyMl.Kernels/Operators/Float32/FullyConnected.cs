using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Inner product, float32: y[b, o] = clamp(bias[o] + sum of x[b, i] * weights[o, i]), each sum one <see cref="DotProduct"/>.
/// Inputs: x of B * I elements in any shape, weights [O, I] as Float32 or Float16, optional bias [O]; output: y of B * O
/// elements. Attributes: the activation.
/// </summary>
public sealed class FullyConnected : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly FloatWeights _weights;
    private readonly FloatBias _bias;
    private readonly FloatRange _activation;
    private readonly int _batches;
    private readonly int _inputs;
    private readonly int _outputs;

    private FullyConnected(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _weights = FloatWeights.Read(ref reader, out Dimensions weights);
        _bias = FloatBias.Read(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        _activation = FloatRange.Read(ref reader);
        reader.Require(weights.Rank == 2, "has weights that are not [O, I]");
        _outputs = weights[0];
        _inputs = weights[1];
        _batches = x.Shape.Count / _inputs;
        reader.Require(
            _batches * _inputs == x.Shape.Count && (long)_batches * _outputs == y.Shape.Count && _bias.Fits(_outputs),
            "has an input, output or bias that does not match its weights");

        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.FullyConnectedFloat32, 96, static (ref OperatorReader reader) => new FullyConnected(ref reader));

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
        for (int b = 0; b < _batches; b++)
        {
            RealSpan<Float32Format> sample = x.Slice(b * _inputs, _inputs);
            Float32Span row = y.Slice(b * _outputs, _outputs);
            row.Clear();
            DotProduct.AddEach(row, sample, weights, start: 0, stride: _inputs);
            _bias.Finish(row, _activation, memory);
        }
    }
}
