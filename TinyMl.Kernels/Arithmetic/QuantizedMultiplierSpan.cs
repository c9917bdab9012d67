namespace TinyMl.Arithmetic;

/// <summary>Multipliers as constants hold them: the low 31 bits of an element are the mantissa, those above it the shift less the least one.</summary>
internal readonly ref struct QuantizedMultiplierSpan(PackedIntegerSpan packed, int leastShift)
{
    /// <summary>The bits of a mantissa, which is not negative.</summary>
    public const int MantissaBits = 31;

    private readonly PackedIntegerSpan _packed = packed;
    private readonly int _leastShift = leastShift;

    /// <summary>The multiplier at an index.</summary>
    public QuantizedMultiplier this[int index]
    {
        get
        {
            ulong value = _packed.Unsigned(index);
            return new QuantizedMultiplier((int)value & int.MaxValue, _leastShift + (int)(value >> MantissaBits));
        }
    }
}
