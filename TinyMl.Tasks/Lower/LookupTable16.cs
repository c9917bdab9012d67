using System;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Tables of functions of int16 for <see cref="TinyMl.Operators.Int16.LookupTable"/>, as TensorFlow Lite's LUTPopulate makes them: in
/// binary32, each element moved by half of the error that interpolation has in the middle to the next one.
/// </summary>
internal static class LookupTable16
{
    private const int Steps = 512;

    /// <summary>The table of a function of real numbers between two quantizations.</summary>
    public static short[] Create(float inputScale, int inputZeroPoint, float outputScale, int outputZeroPoint, Func<float, float> function)
    {
        float inputMinimum = inputScale * (short.MinValue - inputZeroPoint), inputMaximum = inputScale * (short.MaxValue - inputZeroPoint);
        float outputMinimum = outputScale * (short.MinValue - outputZeroPoint), outputMaximum = outputScale * (short.MaxValue - outputZeroPoint);
        float step = (float)(inputMaximum - inputMinimum) / Steps, halfStep = step / 2;
        float levels = 65536f / (float)(outputMaximum - outputMinimum);
        short[] table = new short[Steps + 1];
        for (int i = 0; i < Steps; i++)
        {
            float x = (float)(inputMinimum + (float)(i * step));
            float value = (float)(function(x) * levels);
            float next = (float)(function((float)(inputMinimum + (float)((i + 1) * step))) * levels);
            float middle = Round((float)(function((float)(x + halfStep)) * levels));
            float interpolated = Round((float)(next + Round(value)) / 2);
            table[i] = Saturate((float)(Round(value) - Round((float)(interpolated - middle) / 2)));
        }

        table[Steps] = Saturate(Round((float)(function(inputMaximum) * levels)));
        return table;
    }

    private static float Round(float value) => MathF.Round(value, MidpointRounding.AwayFromZero);

    private static short Saturate(float value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
