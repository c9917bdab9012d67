using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The constants that turn sums of products into outputs: multipliers int32 and shifts int8 in [-31, 30], both [C] or both [1] for
/// all channels, and a bias [C] of scale s_in * s_w[c], or none. The bias is int32; for int16 outputs it may be int64, and where it
/// is, or where there is none, the sums have 64 bits and the shifts end at 7.
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct ChannelConstants<T>
    where T : unmanaged
{
    private readonly TensorBuffer _multipliers;
    private readonly TensorBuffer _shifts;
    private readonly TensorBuffer _bias;
    private readonly bool _isWide;

    private ChannelConstants(TensorBuffer multipliers, TensorBuffer shifts, TensorBuffer bias, bool isWide)
    {
        _multipliers = multipliers;
        _shifts = shifts;
        _bias = bias;
        _isWide = isWide;
    }

    /// <summary>Reads the last two or three inputs of an operator.</summary>
    public static ChannelConstants<T> Read(ref OperatorReader reader, int channels)
    {
        TensorRecord multipliers = reader.Constant(ElementType.Int32);
        TensorRecord shifts = reader.Constant(ElementType.Int8);
        int count = multipliers.Shape.Count;
        reader.Require((count == 1 || count == channels) && shifts.Shape.Count == count, "has multipliers or shifts that are not one for all or one a channel");
        TensorBuffer bias = default;
        bool isWide = typeof(T) != typeof(sbyte);
        if (reader.InputsLeft > 0)
        {
            TensorRecord record = reader.Input();
            isWide &= record.Type == ElementType.Int64;
            reader.Require(record.IsConstant && record.Type == (isWide ? ElementType.Int64 : ElementType.Int32), "has a bias of another type, or one that is no constant");
            reader.Require(record.Shape.Count == channels, "has a bias that is not one a channel");
            bias = record.Buffer;
        }

        (int maximum, string refusal) = isWide
            ? (QuantizedMultiplier.MaximumWideShift, "has a shift outside [-31, 7]")
            : (QuantizedMultiplier.MaximumShift, "has a shift outside [-31, 30]");
        foreach (sbyte shift in shifts.Buffer.ReadInt8(new ModelMemory(reader.Constants, default)))
        {
            reader.Require(shift >= QuantizedMultiplier.MinimumShift && shift <= maximum, refusal);
        }

        return new ChannelConstants<T>(multipliers.Buffer, shifts.Buffer, bias, isWide);
    }

    /// <summary>Reads the zero point of the input, which for int16 is 0.</summary>
    public static sbyte ReadZeroPoint(ref OperatorReader reader) =>
        (sbyte)(typeof(T) == typeof(sbyte) ? reader.Attribute(sbyte.MinValue, sbyte.MaxValue) : reader.Attribute(0, 0));

    /// <summary>The last stage of the operator, bound to the model's memory.</summary>
    public ChannelOutput<T> Bind(scoped in ModelMemory memory, OutputRange<T> range) =>
        new(_multipliers.ReadIntegers<int>(memory), _shifts.ReadInt8(memory), _bias.Read(memory), _isWide, range);
}
