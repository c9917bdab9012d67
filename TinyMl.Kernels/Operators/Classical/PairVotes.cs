using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The label of the class that wins most of its pairs, the first of equals (ONNX-ML SVMClassifier). Inputs: the scores of the
/// pairs [N, P] of <see cref="PairScores"/>, float32; labels [C], Int64 constants. Output: y [N], Int64. No attributes.
/// </summary>
public sealed class PairVotes : Operator
{
    private readonly TensorBuffer _scores;
    private readonly ClassLabels _labels;

    private PairVotes(ref OperatorReader reader)
    {
        TensorRecord scores = reader.Input(ElementType.Float32);
        _labels = ClassLabels.Read(ref reader);
        reader.Require(
            _labels.Count is >= 2 and <= ClassPairs.MostClasses && (long)_labels.Samples * ClassPairs.Count(_labels.Count) == scores.Shape.Count,
            "has scores that do not match its labels and its output");
        _scores = scores.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.PairVotesClassical, 64, static (ref OperatorReader reader) => new PairVotes(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> scores = _scores.Read<Float32Format>(memory);
        int pairs = ClassPairs.Count(_labels.Count);
        for (int sample = 0; sample < _labels.Samples; sample++)
        {
            RealSpan<Float32Format> sampleScores = scores.Slice(sample * pairs, pairs);
            int best = 0, most = -1;
            for (int i = 0; i < _labels.Count; i++)
            {
                int votes = Votes(sampleScores, i);
                if (votes > most) (best, most) = (i, votes);
            }

            _labels.Write(memory, sample, best);
        }
    }

    private int Votes(RealSpan<Float32Format> scores, int index)
    {
        int votes = 0;
        for (int other = 0; other < _labels.Count; other++)
        {
            if (other < index && !(scores[ClassPairs.Place(other, index, _labels.Count)] > 0)) votes++;
            if (other > index && scores[ClassPairs.Place(index, other, _labels.Count)] > 0) votes++;
        }

        return votes;
    }
}
