using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// x - ln(sum of e^x) over the last axis, in fixed point. Input x, output y of the same shape with scale 1/16 and zero point 127; y
/// may lie on x. Attributes: mantissa and shift (in [1, 31]) of s_x * 2^26; the least difference to the row's largest element that
/// counts; mantissa and shift (in [-31, 0]) of the inverse of the first factor. Equals TensorFlow Lite Micro's reference LogSoftmax
/// bit for bit, which is defined while the exponentials of a row sum to less than 4096; where they sum to more, they count as that.
/// </summary>
public sealed class LogSoftmax : Operator
{
    private const int DifferenceIntegerBits = 5;
    private const int SumIntegerBits = 12;
    private const int OutputIntegerBits = 4;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _length;
    private readonly QuantizedMultiplier _factor;
    private readonly int _leastDifference;
    private readonly QuantizedMultiplier _inverse;

    private LogSoftmax(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(x.Shape.Rank > 0 && x.Shape.Matches(y.Shape), "has no last axis, or changes the shape");
        _length = x.Shape[x.Shape.Rank - 1];
        int mantissa = reader.Attribute();
        _factor = new QuantizedMultiplier(mantissa, reader.Attribute(1, 31));
        _leastDifference = reader.Attribute(int.MinValue + 1, 0);
        mantissa = reader.Attribute();
        _inverse = new QuantizedMultiplier(mantissa, reader.Attribute(QuantizedMultiplier.MinimumShift, 0));
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LogSoftmaxInt8, 64, static (ref OperatorReader reader) => new LogSoftmax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        for (int start = 0; start < x.Length; start += _length) Row(x.Slice(start, _length), y.Slice(start, _length));
    }

    private void Row(ReadOnlySpan<sbyte> x, Span<sbyte> y)
    {
        int largest = sbyte.MinValue;
        foreach (sbyte value in x) largest = Math.Max(largest, value);

        // Q12.19; the largest element adds 1.
        long sum = 0;
        foreach (sbyte value in x)
        {
            if (value - largest < _leastDifference) continue;
            int exponential = FixedPointFunctions.ExpOnNegativeValues(_factor.Multiply(value - largest), DifferenceIntegerBits);
            sum += FixedPoint.RoundingDivideByPowerOfTwo(exponential, SumIntegerBits);
        }

        int logarithm = FixedPointLogarithm.Log((int)Math.Min(int.MaxValue, sum));

        // What the logarithm is subtracted from must not leave Q5.26.
        int least = Math.Max(_leastDifference - 1, _inverse.Multiply(logarithm + int.MinValue));
        for (int i = 0; i < x.Length; i++)
        {
            int difference = x[i] - largest;
            if (difference <= least)
            {
                y[i] = sbyte.MinValue;
                continue;
            }

            int result = FixedPoint.RoundingDivideByPowerOfTwo(_factor.Multiply(difference) - logarithm, 31 - DifferenceIntegerBits - OutputIntegerBits);
            y[i] = (sbyte)Math.Max(sbyte.MinValue, Math.Min(sbyte.MaxValue, result + sbyte.MaxValue));
        }
    }
}
