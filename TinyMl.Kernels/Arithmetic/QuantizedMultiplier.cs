using TinyMl.Operators;

namespace TinyMl.Arithmetic;

/// <summary>
/// A real factor as the 8-bit specification holds it: mantissa * 2^(shift - 31), the mantissa in [2^30, 2^31) or 0.
/// </summary>
internal readonly struct QuantizedMultiplier(int mantissa, int shift)
{
    /// <summary>The least shift; smaller factors are 0.</summary>
    public const int MinimumShift = -31;

    /// <summary>The greatest shift.</summary>
    public const int MaximumShift = 30;

    /// <summary>The greatest shift where 64 bits are multiplied.</summary>
    public const int MaximumWideShift = 7;

    /// <summary>The mantissa in Q31.</summary>
    public int Mantissa { get; } = mantissa;

    /// <summary>The power of two, in [-31, 30]; to the left where positive.</summary>
    public int Shift { get; } = shift;

    /// <summary>Reads two attributes, mantissa and shift.</summary>
    public static QuantizedMultiplier Read(ref OperatorReader reader)
    {
        int mantissa = reader.Attribute();
        return new QuantizedMultiplier(mantissa, reader.Attribute(MinimumShift, MaximumShift));
    }

    /// <summary>x times the factor, rounded twice as gemmlowp does.</summary>
    public int Multiply(int x) => FixedPoint.MultiplyByQuantizedMultiplier(x, Mantissa, Shift);
}
