using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The last one or two inputs of an integer operator with weights: multipliers (<see cref="MultiplierConstants"/>), [C] or [1] for all
/// channels, and a bias [C] of scale s_in * s_w[c], or none; integers of any width.
/// </summary>
internal readonly struct ChannelTensors
{
    private ChannelTensors(IntegerConstants multipliers, int multiplierCount, IntegerConstants bias)
    {
        Multipliers = multipliers;
        MultiplierCount = multiplierCount;
        Bias = bias;
    }

    /// <summary>The multipliers, whose least shift is an attribute.</summary>
    public IntegerConstants Multipliers { get; }

    /// <summary>How many multipliers there are: one, or as many as channels.</summary>
    public int MultiplierCount { get; }

    /// <summary>The bias, of no element where there is none.</summary>
    public IntegerConstants Bias { get; }

    /// <summary>Reads the inputs.</summary>
    public static ChannelTensors Read(ref OperatorReader reader, int channels)
    {
        TensorRecord multipliers = reader.Integers();
        int count = multipliers.Shape.Count;
        reader.Require(count == 1 || count == channels, "has multipliers that are not one for all or one a channel");
        if (reader.InputsLeft == 0) return new ChannelTensors(new IntegerConstants(multipliers), count, default);

        TensorRecord bias = reader.Integers();
        reader.Require(bias.Shape.Count == channels, "has a bias that is not one a channel");
        return new ChannelTensors(new IntegerConstants(multipliers), count, new IntegerConstants(bias));
    }
}
