using System;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>Asymmetric int8 for a tensor as a whole (TensorFlow Lite 8-bit quantization specification, activations).</summary>
internal static class AffineQuantization
{
    private const int Levels = sbyte.MaxValue - sbyte.MinValue;

    // Below this a scale would lose its precision, or vanish.
    private const double NarrowestRange = 1e-30;

    /// <summary>
    /// Scale and zero point of a range, which is widened so that 0 lies in it: 0 is then represented exactly, because the zero
    /// point is rounded to an integer. A range of nothing but 0, or too narrow for a scale, counts as [0, 1].
    /// </summary>
    public static QuantizationParameters Parameters(ValueRange range)
    {
        double minimum = Math.Min(range.Minimum, 0.0), maximum = Math.Max(range.Maximum, 0.0);
        if (maximum - minimum < NarrowestRange) (minimum, maximum) = (0, 1);
        float scale = (float)((maximum - minimum) / Levels);

        // Of the two ends the one with the lesser rounding error decides, as in TensorFlow's choice of quantization parameters.
        double fromMinimum = sbyte.MinValue - (minimum / scale), fromMaximum = sbyte.MaxValue - (maximum / scale);
        double minimumError = Math.Abs(minimum / scale), maximumError = Math.Abs(maximum / scale);
        double zeroPoint = Math.Round(minimumError < maximumError ? fromMinimum : fromMaximum, MidpointRounding.AwayFromZero);
        return new QuantizationParameters(scale, (int)Math.Clamp(zeroPoint, sbyte.MinValue, sbyte.MaxValue));
    }

    /// <summary>Real values as int8: rounded half away from zero, saturated.</summary>
    public static sbyte[] Quantize(ReadOnlySpan<float> values, QuantizationParameters parameters)
    {
        sbyte[] quantized = new sbyte[values.Length];
        for (int i = 0; i < values.Length; i++) quantized[i] = (sbyte)Arithmetic.FixedPoint.Quantize(values[i], parameters.Scale, parameters.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);
        return quantized;
    }
}
