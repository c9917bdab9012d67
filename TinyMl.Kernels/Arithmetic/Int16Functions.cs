using System;

namespace TinyMl.Arithmetic;

/// <summary>
/// Logistic function and hyperbolic tangent on 16-bit fixed-point numbers, by one table and linear interpolation: what
/// TensorFlow Lite Micro's reference kernels compute for int16, bit for bit. Results are in Q0.15.
/// </summary>
internal static class Int16Functions
{
    // Points of the table, 1/24 apart.
    private const int Points = 256;
    private const int PointsPerUnit = 24;

    private static readonly ushort[] Table = MakeTable();

    /// <summary>1 / (1 + e^-x), the input in Q3.12.</summary>
    public static short Logistic(short input) => Logistic(input, 3, 0);

    /// <summary>The hyperbolic tangent, the input in Q3.12.</summary>
    public static short Tanh(short input) => Tanh(input, 3, 0);

    /// <summary>
    /// 1 / (1 + e^-x) for x = input * multiplier / 2^rightShift / 12288: with the multiplier 3 and no shift, an input in
    /// Q3.12. The multiplier is in [0, 2^31), the shift in [0, 31].
    /// </summary>
    public static short Logistic(short input, int multiplier, int rightShift)
    {
        long x = Scaled(input, multiplier, rightShift);
        long magnitude = Math.Abs(x);
        long point = magnitude >> 9;
        uint result = point >= Points - 1 ? 0x7FFFu << 10 : Interpolated((int)point, (uint)magnitude & 0x1FF, 9);
        result = x >= 0 ? result + (1 << 9) : (1 << 25) - result + (1 << 9) - 1;
        return (short)(result >> 10);
    }

    /// <summary>The hyperbolic tangent of the same x: twice the logistic function of 2x, less 1.</summary>
    public static short Tanh(short input, int multiplier, int rightShift)
    {
        long x = Scaled(input, multiplier, rightShift);
        long magnitude = Math.Abs(x);
        long point = magnitude >> 8;
        int result = (int)(point >= Points - 1 ? 0xFFFFu << 8 : Interpolated((int)point, (uint)magnitude & 0xFF, 8));
        result = x >= 0 ? result - (1 << 23) + (1 << 7) : -result + (1 << 23) + (1 << 7) - 1;
        return (short)(result >> 8);
    }

    /// <summary>The nearest number of 16 bits.</summary>
    public static short Saturate(int value) => value < short.MinValue ? short.MinValue : value > short.MaxValue ? short.MaxValue : (short)value;

    // Halves up.
    private static long Scaled(short input, int multiplier, int rightShift) =>
        ((input * (long)multiplier) + (rightShift > 0 ? 1L << (rightShift - 1) : 0)) >> rightShift;

    private static uint Interpolated(int point, uint rest, int bits) =>
        ((uint)Table[point] << bits) + (rest * ((uint)Table[point + 1] - Table[point]));

    // 2^16 / (1 + e^-x) at x = i / 24. A chord of a curve errs by h^2 f''/8 at most; half of that is taken off the points, so that
    // the error of the interpolation goes to both sides. The last point is the end of 16 bits.
    private static ushort[] MakeTable()
    {
        var table = new ushort[Points];
        for (int i = 0; i < Points - 1; i++)
        {
            double value = Exponential.Logistic((double)i / PointsPerUnit);
            double curvature = value * (1 - value) * (1 - (2 * value)) / (PointsPerUnit * PointsPerUnit);
            table[i] = (ushort)Math.Floor((65536 * (value - (curvature / 16))) + 0.5);
        }

        table[Points - 1] = ushort.MaxValue;
        return table;
    }
}
