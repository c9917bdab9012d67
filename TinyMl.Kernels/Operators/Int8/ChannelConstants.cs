using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The constants that turn accumulators into outputs: multipliers int32 and shifts int8 in [-31, 30], both [C] or both [1]
/// for all channels, and a bias int32 [C] of scale s_in * s_w[c], or none.
/// </summary>
internal readonly struct ChannelConstants
{
    private readonly TensorBuffer _multipliers;
    private readonly TensorBuffer _shifts;
    private readonly TensorBuffer _bias;

    private ChannelConstants(TensorBuffer multipliers, TensorBuffer shifts, TensorBuffer bias)
    {
        _multipliers = multipliers;
        _shifts = shifts;
        _bias = bias;
    }

    /// <summary>Reads the last two or three inputs of an operator.</summary>
    public static ChannelConstants Read(ref OperatorReader reader, int channels)
    {
        TensorRecord multipliers = reader.Constant(ElementType.Int32);
        TensorRecord shifts = reader.Constant(ElementType.Int8);
        int count = multipliers.Shape.Count;
        reader.Require((count == 1 || count == channels) && shifts.Shape.Count == count, "has multipliers or shifts that are not one for all or one a channel");
        foreach (sbyte shift in shifts.Buffer.ReadInt8(new ModelMemory(reader.Constants, default)))
        {
            reader.Require(shift is >= QuantizedMultiplier.MinimumShift and <= QuantizedMultiplier.MaximumShift, "has a shift outside [-31, 30]");
        }

        if (reader.InputsLeft == 0) return new ChannelConstants(multipliers.Buffer, shifts.Buffer, default);
        TensorRecord bias = reader.Constant(ElementType.Int32);
        reader.Require(bias.Shape.Count == channels, "has a bias that is not one a channel");
        return new ChannelConstants(multipliers.Buffer, shifts.Buffer, bias.Buffer);
    }

    /// <summary>The last stage of the operator, bound to the model's memory.</summary>
    public ChannelOutput Bind(scoped in ModelMemory memory, OutputRange<sbyte> range) =>
        new(new Int32Constants(_multipliers.Read(memory)), _shifts.ReadInt8(memory), new Int32Constants(_bias.Read(memory)), range);
}
