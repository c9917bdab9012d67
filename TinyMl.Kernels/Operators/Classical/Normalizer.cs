using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Divides each sample by its norm, float32, bit for bit as ONNX Runtime's (ONNX-ML Normalizer); a sample of norm 0 stays. Input: x [..., F];
/// output: y of the same shape, which may lie where x lies. Attributes: 0 the largest element; 1 the sum of magnitudes; 2 the Euclidean
/// norm, applied as the root of each element's share of the sum of squares.
/// </summary>
public sealed class Normalizer : Operator
{
    private const int Largest = 0;
    private const int Euclidean = 2;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _features;
    private readonly int _norm;

    private Normalizer(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _norm = reader.Attribute(Largest, Euclidean);
        reader.Require(x.Shape.Matches(y.Shape), "has an output of another shape than its input");
        _features = x.Shape[x.Shape.Rank - 1];
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.NormalizerClassical, 48, static (ref OperatorReader reader) => new Normalizer(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int start = 0; start < y.Length; start += _features) Normalize(x.Slice(start, _features), y.Slice(start, _features));
    }

    private void Normalize(RealSpan<Float32Format> x, Float32Span y)
    {
        float norm = Norm(x);
        for (int i = 0; i < y.Length; i++)
        {
            float value = x[i];
            y[i] = norm == 0 ? value : _norm == Euclidean ? Share(value, norm) : (float)(value / norm);
        }
    }

    private float Norm(RealSpan<Float32Format> x)
    {
        float norm = _norm == Largest ? float.MinValue : 0;
        for (int i = 0; i < x.Length; i++)
        {
            float value = x[i];
            norm = _norm switch
            {
                Largest => value > norm ? value : norm,
                Euclidean => (float)(norm + (float)(value * value)),
                _ => (float)(norm + Math.Abs(value)),
            };
        }

        return norm;
    }

    private static float Share(float value, float sumOfSquares)
    {
        float root = (float)Math.Sqrt((float)((float)(value * value) / sumOfSquares));
        return value < 0 ? -root : root;
    }
}
