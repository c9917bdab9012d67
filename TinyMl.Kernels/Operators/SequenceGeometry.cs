using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// Where a recurrent operator finds the values of a batch and a step: x is [N, T, I] or, where time is the first axis,
/// [T, N, I]; y has U units in the place of I. Steps run from the last to the first where the operator runs backwards.
/// </summary>
internal readonly struct SequenceGeometry
{
    /// <summary>In the flags: x is [T, N, I].</summary>
    public const int TimeMajor = 1;

    /// <summary>In the flags: the operator runs backwards.</summary>
    public const int Backward = 2;

    private readonly bool _isTimeMajor;
    private readonly bool _isBackward;

    private SequenceGeometry(in Dimensions x, int units, int flags)
    {
        _isTimeMajor = (flags & TimeMajor) != 0;
        _isBackward = (flags & Backward) != 0;
        Batches = x[_isTimeMajor ? 1 : 0];
        Steps = x[_isTimeMajor ? 0 : 1];
        Inputs = x[2];
        Units = units;
    }

    public int Batches { get; }

    public int Steps { get; }

    public int Inputs { get; }

    public int Units { get; }

    /// <summary>Checks the shapes of x, of the weights [gates * U, I], of the recurrent weights [gates * U, U] and of y.</summary>
    public static SequenceGeometry Read(ref OperatorReader reader, in TensorRecord x, in Dimensions weights, in Dimensions recurrent, in TensorRecord y, int gates, int flags)
    {
        int units = recurrent[1];
        reader.Require(
            x.Shape.Rank == 3 && weights.Rank == 2 && recurrent.Rank == 2 && (long)gates * units == recurrent[0] && weights[0] == recurrent[0] && weights[1] == x.Shape[2],
            "has weights that do not match its input");
        var geometry = new SequenceGeometry(x.Shape, units, flags);
        reader.Require(y.Shape.Count == (long)x.Shape[0] * x.Shape[1] * units, "has an output that does not match its input");
        return geometry;
    }

    /// <summary>The step that runs as the given one: the same, or counted from the end.</summary>
    public int StepAt(int index) => _isBackward ? Steps - 1 - index : index;

    /// <summary>Which row of x and y a batch has at a step.</summary>
    public int Row(int batch, int step) => _isTimeMajor ? (step * Batches) + batch : (batch * Steps) + step;
}
