using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Operators.Float32;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The kernel function of a sample and each support vector, float32 (ONNX-ML SVMClassifier, SVMRegressor): with d the inner product
/// (<see cref="DotProduct"/>), 0 linear: d; 1 polynomial: (gamma d + c)^degree; 2 radial: e^(-gamma |x - v|^2); 3 sigmoid: tanh(gamma d + c).
/// Inputs: x of N * F elements, vectors [V, F] as Float32 or Float16. Output: y [N, V]. Attributes: which of them, gamma (f32), c (f32), degree.
/// </summary>
public sealed class SupportVectors : Operator
{
    private const int Linear = 0;
    private const int Polynomial = 1;
    private const int Radial = 2;
    private const int Sigmoid = 3;
    private const int LargestDegree = 255;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly FloatWeights _vectors;
    private readonly int _samples;
    private readonly int _features;
    private readonly int _count;
    private readonly int _kind;
    private readonly float _gamma;
    private readonly float _constant;
    private readonly int _degree;

    private SupportVectors(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _vectors = FloatWeights.Read(ref reader, out Dimensions vectors);
        TensorRecord y = reader.Output(ElementType.Float32);
        _kind = reader.Attribute(Linear, Sigmoid);
        _gamma = reader.SingleAttribute();
        _constant = reader.SingleAttribute();
        _degree = reader.Attribute(0, LargestDegree);
        _count = vectors[0];
        _features = vectors[1];
        _samples = x.Shape.Count / _features;
        reader.Require(
            vectors.Rank == 2 && _samples * _features == x.Shape.Count && (long)_samples * _count == y.Shape.Count,
            "has an input or output that does not match its vectors");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SupportVectorsClassical, 88, static (ref OperatorReader reader) => new SupportVectors(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        if (_vectors.AreFloat16)
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
        RealSpan<TFormat> vectors = _vectors.Buffer.Read<TFormat>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int sample = 0; sample < _samples; sample++)
        {
            RealSpan<Float32Format> features = x.Slice(sample * _features, _features);
            for (int i = 0; i < _count; i++) y[(sample * _count) + i] = Of(features, vectors.Slice(i * _features, _features));
        }
    }

    private float Of<TFormat>(RealSpan<Float32Format> x, RealSpan<TFormat> vector)
        where TFormat : struct, IRealFormat
    {
        if (_kind == Radial) return (float)Exponential.Exp((float)(-_gamma * Distance(x, vector)));
        float product = DotProduct.Of(x, vector);
        if (_kind == Linear) return product;
        float argument = (float)((float)(_gamma * product) + _constant);
        return _kind == Polynomial ? Power(argument) : (float)Exponential.Tanh(argument);
    }

    private static float Distance<TFormat>(RealSpan<Float32Format> x, RealSpan<TFormat> vector)
        where TFormat : struct, IRealFormat
    {
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float difference = (float)(x[i] - vector[i]);
            sum = (float)(sum + (float)(difference * difference));
        }

        return sum;
    }

    // In double precision, so that many factors round about once.
    private float Power(float value)
    {
        double power = 1;
        for (int i = 0; i < _degree; i++) power *= value;
        return (float)power;
    }
}
