using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The scores of two classes, float32 (<see cref="BinaryRule"/>; write_scores in onnxruntime/core/providers/cpu/ml/ml_common.h). Input: raw
/// scores [N, 1] or [N, 2]. Output: y [N, 2]. Attributes: the rule; what becomes of a single score s: 0 (1 - s, s), 1 (-s, s), 2 the
/// logistic of (-s, s), 3 (s, 0); the transform of two scores (<see cref="ScoreTransform"/>), 0 for none.
/// </summary>
public sealed class BinaryScores : Operator
{
    private const int Complement = 0;
    private const int Mirror = 1;
    private const int LogisticMirror = 2;
    private const int Alone = 3;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly BinaryRule _rule;
    private readonly int _single;
    private readonly int _transform;
    private readonly int _columns;

    private BinaryScores(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _rule = BinaryRule.Read(ref reader);
        _single = reader.Attribute(Complement, Alone);
        _transform = reader.Attribute(ScoreTransformation.None, ScoreTransformation.Probit);
        int samples = y.Shape.Count / 2;
        reader.Require(samples > 0 && samples * 2 == y.Shape.Count, "has an output that does not have two scores for each sample");
        _columns = x.Shape.Count / samples;
        reader.Require(_columns is 1 or 2 && _columns * samples == x.Shape.Count, "has an input that does not match its output");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.BinaryScoresClassical, 64, static (ref OperatorReader reader) => new BinaryScores(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int row = 0; row < y.Length / 2; row++)
        {
            BinaryScore score = _rule.Of(x[row * _columns], _columns == 2 ? x[(row * _columns) + 1] : -0f);
            Write(score, y.Slice(2 * row, 2));
        }
    }

    private void Write(BinaryScore score, Float32Span y)
    {
        if (score.IsPair)
        {
            (y[0], y[1]) = (score.First, score.Second);
            ScoreTransformation.Apply(_transform, y);
            return;
        }

        float single = score.First;
        (y[0], y[1]) = _single switch
        {
            Complement => ((float)(1 - single), single),
            Mirror => (-single, single),
            LogisticMirror => ((float)Exponential.Logistic(-single), (float)Exponential.Logistic(single)),
            _ => (single, 0),
        };
    }
}
