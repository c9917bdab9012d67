using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The decision of a support vector machine between each two of C classes, float32, summed in double precision as ONNX Runtime does
/// (ONNX-ML SVMClassifier). Inputs: kernel values [N, V]; coefficients [C - 1, V], Float32 constants; offsets [P], one for each of the
/// P = C (C - 1) / 2 pairs; the number of vectors of each class [C], Int32 constants. Output: y [N, P], positive for the first class of
/// the pair; pairs are (0, 1), (0, 2), ..., (1, 2), ... No attributes.
/// </summary>
public sealed class PairScores : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _coefficients;
    private readonly TensorBuffer _offsets;
    private readonly TensorBuffer _counts;
    private readonly TensorBuffer _y;
    private readonly int _samples;
    private readonly int _vectors;
    private readonly int _classes;

    private PairScores(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord coefficients = reader.Constant(ElementType.Float32), offsets = reader.Constant(ElementType.Float32), counts = reader.Constant(ElementType.Int32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _classes = counts.Shape.Count;
        _vectors = coefficients.Shape.Count / System.Math.Max(1, _classes - 1);
        _samples = x.Shape.Count / System.Math.Max(1, _vectors);
        reader.Require(
            _classes is >= 2 and <= ClassPairs.MostClasses && _vectors * (_classes - 1) == coefficients.Shape.Count && offsets.Shape.Count == ClassPairs.Count(_classes),
            "has coefficients or offsets that do not match its classes");
        reader.Require(
            _samples * _vectors == x.Shape.Count && (long)_samples * offsets.Shape.Count == y.Shape.Count,
            "has an input or output that does not match its vectors and classes");
        _x = x.Buffer;
        _coefficients = coefficients.Buffer;
        _offsets = offsets.Buffer;
        _counts = counts.Buffer;
        _y = y.Buffer;

        var memory = new ModelMemory(reader.Constants, default);
        long sum = 0;
        for (int i = 0; i < _classes; i++)
        {
            int count = Vectors(memory, i);
            reader.Require(count >= 0, "has a class of a negative number of vectors");
            sum += count;
        }

        reader.Require(sum == _vectors, "has classes with more or fewer vectors than there are");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.PairScoresClassical, 88, static (ref OperatorReader reader) => new PairScores(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int sample = 0, place = 0; sample < _samples; sample++)
        {
            RealSpan<Float32Format> values = x.Slice(sample * _vectors, _vectors);
            for (int i = 0, pair = 0, start = 0; i < _classes - 1; start += Vectors(memory, i), i++)
            {
                int count = Vectors(memory, i);
                for (int j = i + 1, other = start + count; j < _classes; other += Vectors(memory, j), j++, pair++, place++)
                {
                    double sum = Add(0, memory, values, j - 1, start, count);
                    sum = Add(sum, memory, values, i, other, Vectors(memory, j));
                    y[place] = (float)(sum + _offsets.Read<Float32Format>(memory)[pair]);
                }
            }
        }
    }

    private double Add(double sum, in ModelMemory memory, RealSpan<Float32Format> values, int row, int start, int count)
    {
        RealSpan<Float32Format> coefficients = _coefficients.Read<Float32Format>(memory).Slice((row * _vectors) + start, count);
        for (int i = 0; i < count; i++) sum += (float)(coefficients[i] * values[start + i]);
        return sum;
    }

    private int Vectors(scoped in ModelMemory memory, int index) =>
        SingleBits.Of(_counts.Read<Float32Format>(memory)[index]);
}
