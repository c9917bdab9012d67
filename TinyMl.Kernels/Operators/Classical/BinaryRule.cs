namespace TinyMl.Operators.Classical;

/// <summary>
/// What ONNX Runtime makes of the one or two raw scores of a classifier of two classes and of its none to two base values
/// (TreeAggregatorClassifier in onnxruntime/core/providers/cpu/ml/tree_ensemble_aggregator.h). A score of -0 is none.
/// </summary>
internal readonly struct BinaryRule
{
    private readonly int _bases;
    private readonly float _base0;
    private readonly float _base1;

    private BinaryRule(int bases, float base0, float base1)
    {
        _bases = bases;
        _base0 = base0;
        _base1 = base1;
    }

    /// <summary>Reads the next attributes: how many base values there are, and two of them.</summary>
    public static BinaryRule Read(ref OperatorReader reader) => new(reader.Attribute(0, 2), reader.SingleAttribute(), reader.SingleAttribute());

    /// <summary>The scores of a sample.</summary>
    /// <param name="score0">The first raw score.</param>
    /// <param name="score1">The second raw score, -0 where there is but one.</param>
    public BinaryScore Of(float score0, float score1)
    {
        bool hasFirst = !TreeEnsemble.IsNone(score0), hasSecond = !TreeEnsemble.IsNone(score1);
        // A score that is none stays 0 whatever its base value.
        if (_bases == 2 && hasSecond)
        {
            float sum = (float)(_base1 + score0);
            return new BinaryScore(hasFirst ? -sum : 0, sum, sum);
        }

        float first = hasFirst ? (float)(score0 + _base0) : 0;
        if (_bases == 2) return new BinaryScore(first, 0, first);
        return hasSecond ? new BinaryScore(first, score1, score1) : new BinaryScore(first, first);
    }
}
