using System;
using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// The table from which TensorFlow Lite interpolates the int16 sigmoid and hyperbolic tangent: 2^16 / (1 + e^(-i / 24)), i in [0,
/// 256), raised by half of what interpolation lacks in the middle to the next element; the last element is the greatest. Stored less
/// 2^15, as int16.
/// </summary>
internal static class SigmoidTable
{
    private const int Length = 256;

    public static short[] Create()
    {
        short[] table = new short[Length];
        for (int i = 0; i < Length - 1; i++)
        {
            double lack = Value(i + 0.5) - ((Value(i) + Value(i + 1)) / 2);
            table[i] = (short)Math.Floor(Value(i) + (lack / 2) - (1 << 15) + 0.5);
        }

        table[Length - 1] = short.MaxValue;
        return table;
    }

    private static double Value(double i) => (1 << 16) * Exponential.Logistic(i / 24);
}
