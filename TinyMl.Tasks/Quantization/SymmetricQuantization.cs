using System;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>Symmetric int16 for a tensor as a whole, with the zero point 0 (TensorFlow Lite's quantization with int16 activations).</summary>
internal static class SymmetricQuantization
{
    // Below this a scale would lose its precision, or vanish.
    private const float SmallestMagnitude = 1e-30f;

    /// <summary>The scale of a range: its magnitude is the greatest stored number. A range of nothing but 0 counts as [-1, 1].</summary>
    public static QuantizationParameters Parameters(ValueRange range) =>
        new((range.Magnitude < SmallestMagnitude ? 1 : range.Magnitude) / short.MaxValue, 0);

    /// <summary>Real values as int16: rounded half away from zero, saturated.</summary>
    public static short[] Quantize(ReadOnlySpan<float> values, QuantizationParameters parameters)
    {
        short[] quantized = new short[values.Length];
        for (int i = 0; i < values.Length; i++) quantized[i] = (short)FixedPoint.Quantize(values[i], parameters.Scale, parameters.ZeroPoint, short.MinValue, short.MaxValue);
        return quantized;
    }
}
