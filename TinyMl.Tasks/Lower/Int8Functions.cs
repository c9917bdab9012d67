using System;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// The outputs of functions of one int8 number. Where TensorFlow Lite Micro has a kernel (Abs, Rsqrt, Elu) they are its bits;
/// elsewhere the function's real value, to the nearest stored one, halves away from zero. What is undefined (the logarithm below 0)
/// is the zero point.
/// </summary>
internal static class Int8Functions
{
    // The fractional bits that Rsqrt keeps between its two multiplications.
    private const int RsqrtShift = 20;

    /// <summary>The stored output for a stored input.</summary>
    public static sbyte Value(RealFunction function, int stored, QuantizationParameters input, QuantizationParameters output)
    {
        int x = stored - input.ZeroPoint;
        return function switch
        {
            Abs => Saturated(Magnitude(x, input.Scale, output.Scale) + output.ZeroPoint),
            Rsqrt => x <= 0 ? sbyte.MaxValue : Saturated(InverseSquareRoot(x, input.Scale, output.Scale) + output.ZeroPoint),
            Elu { Alpha: 1 } => Saturated(ExponentialUnit(x, input.Scale, output.Scale) + output.ZeroPoint),
            _ => Exact(function.Formula.At((double)input.Scale * x), output),
        };
    }

    private static sbyte Exact(double value, QuantizationParameters output)
    {
        double steps = Math.Round(value / output.Scale, MidpointRounding.AwayFromZero);
        return Saturated((double.IsNaN(steps) ? 0 : steps) + output.ZeroPoint);
    }

    // AbsEvalQuantized: the ratio of the scales in float.
    private static int Magnitude(int x, float inputScale, float outputScale) =>
        inputScale == outputScale ? Math.Abs(x) : RealMultiplier.Quantize(inputScale / outputScale).Multiply(Math.Abs(x));

    // RsqrtEvalQuantized; what that one refuses below 0 is as at 0.
    private static int InverseSquareRoot(int x, float inputScale, float outputScale)
    {
        QuantizedMultiplier scale = RealMultiplier.Quantize(1 / (double)(float)(MathF.Sqrt(inputScale) * outputScale));
        QuantizedMultiplier root = FixedPointInverseSquareRoot.Of(x);
        int data = FixedPoint.MultiplyByQuantizedMultiplier(1, root.Mantissa, root.Shift + RsqrtShift);
        return FixedPoint.MultiplyByQuantizedMultiplier(data, scale.Mantissa, Math.Max(scale.Shift - RsqrtShift, QuantizedMultiplier.MinimumShift));
    }

    // PopulateLookupTable: every step rounded to float.
    private static double ExponentialUnit(int x, float inputScale, float outputScale)
    {
        float real = (float)(inputScale * x), inverse = 1 / outputScale;
        float value = real < 0 ? (float)((float)Exponential.Exp(real) - 1) : real;
        return Math.Round((double)(float)(value * inverse), MidpointRounding.AwayFromZero);
    }

    private static sbyte Saturated(double value) => value < sbyte.MinValue ? sbyte.MinValue : value > sbyte.MaxValue ? sbyte.MaxValue : (sbyte)value;
}
