using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>
/// What turns sums of products into outputs: <see cref="ChannelTensors"/>, and as attributes the zero point of the input for int8 or, for
/// int16, whether sums have 64 bits, in which case shifts end at 7; then the least shift.
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct ChannelConstants<T>
    where T : unmanaged
{
    private readonly MultiplierConstants _multipliers;
    private readonly IntegerConstants _bias;
    private readonly sbyte _inputZeroPoint;
    private readonly bool _isWide;
    private readonly bool _isShared;

    /// <summary>Reads the attributes that belong to the tensors.</summary>
    public ChannelConstants(ref OperatorReader reader, in ChannelTensors tensors)
    {
        _isWide = typeof(T) != typeof(sbyte) && reader.Attribute(0, 1) == 1;
        _inputZeroPoint = (sbyte)(typeof(T) == typeof(sbyte) ? reader.Attribute(sbyte.MinValue, sbyte.MaxValue) : 0);
        _multipliers = new MultiplierConstants(
            ref reader, tensors.Multipliers, tensors.MultiplierCount, _isWide ? QuantizedMultiplier.MaximumWideShift : QuantizedMultiplier.MaximumShift);
        _bias = tensors.Bias;
        _isShared = tensors.MultiplierCount == 1;
    }

    /// <summary>The zero point of the input, which for int16 is 0.</summary>
    public int InputZeroPoint => _inputZeroPoint;

    /// <summary>The last stage of the operator, bound to the model's memory.</summary>
    public ChannelOutput<T> Bind(scoped in ModelMemory memory, OutputRange<T> range) =>
        new(_multipliers.Read(memory), _bias.Read(memory), _isShared, _isWide, range);
}
