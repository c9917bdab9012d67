using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// A fully connected layer of rank R over the last M inputs (Alvarez and Park, "Small-footprint keyword spotting with singular value
/// decomposition filters"), float32, as TensorFlow Lite's SVDF: the state holds for each of F = U * R filters its last M features, the
/// oldest first; a step drops the oldest and appends the sum of x * feature weights;
/// y[u] = clamp(bias[u] + sum over the filters u * R to u * R + R - 1 of the sum of state * time weights).
/// Inputs: x [N, I], feature weights [F, I] and time weights [F, M], both Float32 or both Float16, the state before of N * F * M
/// elements, optional bias [U]. Outputs: the state, which may lie where the one before lies, and y [N, U]. Attributes: the
/// activation.
/// </summary>
public sealed class Svdf : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _before;
    private readonly TensorBuffer _state;
    private readonly TensorBuffer _y;
    private readonly FloatWeights _features;
    private readonly FloatWeights _times;
    private readonly FloatBias _bias;
    private readonly FloatRange _activation;
    private readonly FilterGeometry _geometry;

    private Svdf(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _features = FloatWeights.Read(ref reader, out Dimensions features);
        _times = FloatWeights.Read(ref reader, out Dimensions times);
        TensorRecord before = reader.Input(ElementType.Float32);
        _bias = FloatBias.Read(ref reader);
        TensorRecord state = reader.Output(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _activation = FloatRange.Read(ref reader);
        _geometry = FilterGeometry.Read(ref reader, x, features, times, before, state, y);
        reader.Require(_features.AreFloat16 == _times.AreFloat16 && _bias.Fits(_geometry.Units), "has weights of two types, or a bias that does not match its output");
        _x = x.Buffer;
        _before = before.Buffer;
        _state = state.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SvdfFloat32, 144, static (ref OperatorReader reader) => new Svdf(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        if (_features.AreFloat16)
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
        RealSpan<TFormat> features = _features.Buffer.Read<TFormat>(memory);
        RealSpan<TFormat> times = _times.Buffer.Read<TFormat>(memory);
        int inputs = _geometry.Inputs;
        int steps = _geometry.Steps;
        for (int batch = 0; batch < _geometry.Batches; batch++)
        {
            RealSpan<Float32Format> x = _x.Read<Float32Format>(memory).Slice(batch * inputs, inputs);
            Float32Span y = _y.WriteFloat32(memory).Slice(batch * _geometry.Units, _geometry.Units);
            y.Clear();
            for (int filter = 0; filter < _geometry.Filters; filter++)
            {
                int row = ((batch * _geometry.Filters) + filter) * steps;
                Span<byte> state = _state.Write(memory).Slice(row * sizeof(float), steps * sizeof(float));
                _before.Read(memory).Slice((row + 1) * sizeof(float), (steps - 1) * sizeof(float)).CopyTo(state);
                new Float32Span(state)[steps - 1] = DotProduct.Of(x, features.Slice(filter * inputs, inputs));
                int unit = filter / _geometry.Rank;
                y[unit] = (float)(y[unit] + DotProduct.Of(new RealSpan<Float32Format>(state), times.Slice(filter * steps, steps)));
            }

            _bias.Finish(y, _activation, memory);
        }
    }
}
