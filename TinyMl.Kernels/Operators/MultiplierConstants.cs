using TinyMl.Arithmetic;

namespace TinyMl.Operators;

/// <summary>Constant multipliers (<see cref="QuantizedMultiplierSpan"/>), their shifts checked.</summary>
internal readonly struct MultiplierConstants
{
    private readonly IntegerConstants _packed;
    private readonly sbyte _leastShift;

    /// <summary>Reads an attribute, the least shift in [-31, 30], and demands that no shift of so many elements exceeds a maximum.</summary>
    public MultiplierConstants(ref OperatorReader reader, IntegerConstants packed, int count, int maximumShift)
    {
        _packed = packed;
        _leastShift = (sbyte)reader.Attribute(QuantizedMultiplier.MinimumShift, QuantizedMultiplier.MaximumShift);
        PackedIntegerSpan elements = packed.Read(reader.Constants);
        ulong range = (ulong)(maximumShift - _leastShift);
        reader.Require(_leastShift <= maximumShift, "has a shift that is too large");
        for (int i = 0; i < count; i++) reader.Require(elements.Unsigned(i) >> QuantizedMultiplierSpan.MantissaBits <= range, "has a shift that is too large");
    }

    /// <summary>The multipliers where they lie.</summary>
    public QuantizedMultiplierSpan Read(scoped in ModelMemory memory) => new(_packed.Read(memory), _leastShift);
}
