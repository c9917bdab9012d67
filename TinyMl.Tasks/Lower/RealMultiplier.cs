using System;
using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Lower;

/// <summary>Real factors as Q31 mantissas and powers of two, as TensorFlow Lite's QuantizeMultiplier makes them.</summary>
internal static class RealMultiplier
{
    /// <summary>
    /// The multiplier nearest to a real factor: factor = fraction * 2^shift with |fraction| in [1/2, 1), mantissa =
    /// round(fraction * 2^31), halves away from zero. Factors below 2^-32 are 0; those of 2^30 and more, or of
    /// another greatest shift, which the reference leaves undefined, saturate.
    /// </summary>
    public static QuantizedMultiplier Quantize(double factor, int maximumShift = QuantizedMultiplier.MaximumShift)
    {
        (int mantissa, int shift) = Split(factor);
        if (shift < QuantizedMultiplier.MinimumShift) return default;
        return shift > maximumShift
            ? new QuantizedMultiplier(factor > 0 ? int.MaxValue : -int.MaxValue, maximumShift)
            : new QuantizedMultiplier(mantissa, shift);
    }

    /// <summary>
    /// Mantissa and shift of a factor, the shift not bounded. What scales at the ends of float's range give is taken as 0
    /// or the largest number.
    /// </summary>
    public static (int Mantissa, int Shift) Split(double factor)
    {
        if (factor == 0 || double.IsNaN(factor)) return (0, 0);

        factor = Math.Clamp(factor, double.MinValue, double.MaxValue);
        int shift = Math.ILogB(factor) + 1;
        long mantissa = (long)Math.Round(Math.ScaleB(factor, 31 - shift), MidpointRounding.AwayFromZero);
        return mantissa == 1L << 31 ? (1 << 30, shift + 1) : ((int)mantissa, shift);
    }
}
