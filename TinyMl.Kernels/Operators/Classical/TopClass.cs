using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The label of the class with the highest score, the first of equals (ONNX-ML classifiers). Inputs: scores [N, C], float32; labels [C],
/// Int64 constants. Output: y [N], Int64. Attributes: 1 where a score of -0 is none, else 0; from which score on the second class is
/// taken whatever the first has: 0 from none, 1 from 0.5, 2 from above 0.
/// </summary>
public sealed class TopClass : Operator
{
    private const int FromHalf = 1;
    private const int FromPositive = 2;

    private readonly TensorBuffer _scores;
    private readonly ClassLabels _labels;
    private readonly bool _skipsNone;
    private readonly int _promotion;

    private TopClass(ref OperatorReader reader)
    {
        TensorRecord scores = reader.Input(ElementType.Float32);
        _labels = ClassLabels.Read(ref reader);
        _skipsNone = reader.Attribute(0, 1) == 1;
        _promotion = reader.Attribute(0, FromPositive);
        reader.Require((long)_labels.Samples * _labels.Count == scores.Shape.Count, "has scores that do not match its labels and its output");
        reader.Require(_promotion == 0 || _labels.Count == 2, "has a second class before others and not two classes");
        _scores = scores.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TopClassClassical, 72, static (ref OperatorReader reader) => new TopClass(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> scores = _scores.Read<Float32Format>(memory);
        for (int row = 0; row < _labels.Samples; row++)
        {
            _labels.Write(memory, row, Best(scores.Slice(row * _labels.Count, _labels.Count)));
        }
    }

    private int Best(RealSpan<Float32Format> scores)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            if (_skipsNone && TreeEnsemble.IsNone(scores[i])) continue;
            if (best < 0 || scores[i] > scores[best]) best = i;
        }

        if (best < 0) return 0;
        bool isPromoted = (_promotion == FromHalf && scores[best] >= 0.5f) || (_promotion == FromPositive && scores[best] > 0);
        return isPromoted ? 1 : best;
    }
}
