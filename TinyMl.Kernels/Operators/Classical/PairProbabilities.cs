using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Probabilities of classes from those of their pairs, float32: a logistic of each pair's score, coupled by the second method of Wu, Lin
/// and Weng (Probability estimates for multi-class classification by pairwise coupling, 2004), as ONNX Runtime does. Inputs: the
/// scores of the pairs [N, P] of <see cref="PairScores"/>; a and b of the logistics [P], constants. Outputs: y [N, C]; scratch
/// [2 C C + C]. No attributes.
/// </summary>
public sealed class PairProbabilities : Operator
{
    private const int MostRounds = 100;
    private const float Least = 1.0e-7f;

    private readonly TensorBuffer _scores;
    private readonly TensorBuffer _a;
    private readonly TensorBuffer _b;
    private readonly TensorBuffer _y;
    private readonly TensorBuffer _scratch;
    private readonly int _samples;
    private readonly int _classes;

    private PairProbabilities(ref OperatorReader reader)
    {
        TensorRecord scores = reader.Input(ElementType.Float32);
        TensorRecord a = reader.Constant(ElementType.Float32), b = reader.Constant(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32), scratch = reader.Output(ElementType.Float32);
        _classes = y.Shape[y.Shape.Rank - 1];
        _samples = y.Shape.Count / _classes;
        reader.Require(_classes is >= 2 and <= ClassPairs.MostClasses, "has too few or too many classes");
        int pairs = ClassPairs.Count(_classes);
        reader.Require(
            a.Shape.Count == pairs && b.Shape.Count == pairs && (long)_samples * pairs == scores.Shape.Count && scratch.Shape.Count == ((2 * _classes) + 1) * _classes,
            "has scores, parameters or scratch that do not match its classes");
        _scores = scores.Buffer;
        _a = a.Buffer;
        _b = b.Buffer;
        _y = y.Buffer;
        _scratch = scratch.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.PairProbabilitiesClassical, 88, static (ref OperatorReader reader) => new PairProbabilities(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> scores = _scores.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory), scratch = _scratch.WriteFloat32(memory);
        int square = _classes * _classes, pairs = ClassPairs.Count(_classes);
        Float32Span ofPairs = scratch.Slice(0, square), matrix = scratch.Slice(square, square), product = scratch.Slice(2 * square, _classes);
        for (int sample = 0; sample < _samples; sample++)
        {
            Estimate(memory, scores.Slice(sample * pairs, pairs), ofPairs);
            Prepare(ofPairs, matrix);
            Couple(matrix, product, y.Slice(sample * _classes, _classes));
        }
    }

    private void Estimate(in ModelMemory memory, RealSpan<Float32Format> scores, Float32Span ofPairs)
    {
        RealSpan<Float32Format> a = _a.Read<Float32Format>(memory), b = _b.Read<Float32Format>(memory);
        for (int i = 0, pair = 0; i < _classes; i++)
        {
            for (int j = i + 1; j < _classes; j++, pair++)
            {
                float value = (float)((float)(scores[pair] * a[pair]) + b[pair]);
                float probability = (float)(1 - (float)Exponential.Logistic(value));
                probability = Math.Min(Math.Max(probability, Least), (float)(1 - Least));
                ofPairs[(i * _classes) + j] = probability;
                ofPairs[(j * _classes) + i] = (float)(1 - probability);
            }
        }
    }

    private void Prepare(Float32Span ofPairs, Float32Span matrix)
    {
        for (int i = 0; i < _classes; i++)
        {
            float diagonal = 0;
            for (int j = 0; j < _classes; j++)
            {
                if (j == i) continue;
                float against = ofPairs[(j * _classes) + i];
                diagonal = (float)(diagonal + (float)(against * against));
                matrix[(i * _classes) + j] = j < i ? matrix[(j * _classes) + i] : (float)(-against * ofPairs[(i * _classes) + j]);
            }

            matrix[(i * _classes) + i] = diagonal;
        }
    }

    private void Couple(Float32Span matrix, Float32Span product, Float32Span p)
    {
        float enough = (float)(0.005f / _classes);
        p.Fill((float)(1f / _classes));
        for (int round = 0; round < MostRounds; round++)
        {
            float total = Multiply(matrix, p, product);
            float error = 0;
            for (int i = 0; i < _classes; i++) error = Math.Max(error, Math.Abs((float)(product[i] - total)));
            if (error < enough) return;

            for (int i = 0; i < _classes; i++)
            {
                float diagonal = matrix[(i * _classes) + i];
                float step = (float)((float)(-product[i] + total) / diagonal), scale = (float)(1 + step);
                p[i] = (float)(p[i] + step);
                float growth = (float)(step * (float)((float)(step * diagonal) + (float)(2 * product[i])));
                total = (float)((float)((float)(total + growth) / scale) / scale);
                for (int j = 0; j < _classes; j++)
                {
                    product[j] = (float)((float)(product[j] + (float)(step * matrix[(i * _classes) + j])) / scale);
                    p[j] = (float)(p[j] / scale);
                }
            }
        }
    }

    // product = matrix * p; gives p * product.
    private float Multiply(Float32Span matrix, Float32Span p, Float32Span product)
    {
        float total = 0;
        for (int i = 0; i < _classes; i++)
        {
            float sum = 0;
            for (int j = 0; j < _classes; j++) sum = (float)(sum + (float)(matrix[(i * _classes) + j] * p[j]));
            product[i] = sum;
            total = (float)(total + (float)(p[i] * sum));
        }

        return total;
    }
}
