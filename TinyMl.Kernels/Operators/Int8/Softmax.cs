using System;
using System.Buffers.Binary;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// e^(beta x) / sum of e^(beta x) over the last axis, in fixed point. Input x, output y of the same shape, int8 with scale 1/256
/// and zero point -128, or int16 with scale 1/65536 and zero point -32768; an int8 y may lie on x. Attributes: mantissa and shift (in
/// [0, 31]) of beta * s_x * 2^26, and the least difference to the row's largest element that counts. Equals TensorFlow Lite Micro's
/// reference Softmax from int8 to int8 and int16 bit for bit; where that one gives up, on rows whose exponentials sum to 512 and
/// more, every y is 0.
/// </summary>
public sealed class Softmax : Operator
{
    private const int DifferenceIntegerBits = 5;
    private const int SumIntegerBits = 12;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _depth;
    private readonly int _mantissa;
    private readonly int _leftShift;
    private readonly int _leastDifference;
    private readonly bool _isWide;

    private Softmax(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output();
        _isWide = y.Type == ElementType.Int16;
        reader.Require(_isWide || y.Type == ElementType.Int8, "has an output that is neither Int8 nor Int16");
        reader.Require(x.Shape.Rank > 0 && x.Shape.Matches(y.Shape), "has no last axis, or changes the shape");
        _mantissa = reader.Attribute();
        _leftShift = reader.Attribute(0, 31);
        _leastDifference = reader.Attribute(int.MinValue, 0);
        _x = x.Buffer;
        _y = y.Buffer;
        _depth = x.Shape[x.Shape.Rank - 1];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SoftmaxInt8, 64, static (ref OperatorReader reader) => new Softmax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<byte> y = _y.Write(memory);
        int size = _isWide ? sizeof(short) : sizeof(sbyte);
        for (int start = 0; start < x.Length; start += _depth) Row(x.Slice(start, _depth), y.Slice(start * size, _depth * size));
    }

    private void Row(ReadOnlySpan<sbyte> x, Span<byte> y)
    {
        int largest = sbyte.MinValue;
        foreach (sbyte value in x) largest = Math.Max(largest, value);

        // Q12.19; the largest element adds 1, so that the sum is positive in every valid model.
        long sum = 0;
        foreach (sbyte value in x)
        {
            if (value - largest >= _leastDifference) sum += FixedPoint.RoundingDivideByPowerOfTwo(Exponential(value - largest), SumIntegerBits);
        }

        // sum = 2^bitsOverUnit * (1 + fraction), fraction in [0, 1) as Q0.31.
        uint normalized = (uint)Math.Max(1, Math.Min(int.MaxValue, sum));
        int bitsOverUnit = SumIntegerBits;
        for (; normalized < 1u << 31; normalized <<= 1) bitsOverUnit--;
        int reciprocal = FixedPointFunctions.OneOverOnePlusX((int)(normalized - (1u << 31)));

        int least = _isWide ? short.MinValue : sbyte.MinValue;
        int exponent = Math.Max(0, bitsOverUnit + 31 - (_isWide ? 16 : 8));
        for (int i = 0; i < x.Length; i++)
        {
            int difference = x[i] - largest;
            if (difference < _leastDifference || exponent > 31)
            {
                Store(y, i, least);
                continue;
            }

            int probability = FixedPoint.RoundingDivideByPowerOfTwo(FixedPoint.SaturatingRoundingDoublingHighMul(reciprocal, Exponential(difference)), exponent);
            Store(y, i, Math.Max(least, Math.Min(-1 - least, probability + least)));
        }
    }

    private void Store(Span<byte> y, int index, int value)
    {
        if (_isWide)
        {
            BinaryPrimitives.WriteInt16LittleEndian(y.Slice(index * sizeof(short)), (short)value);
        }
        else
        {
            y[index] = unchecked((byte)value);
        }
    }

    private int Exponential(int difference) =>
        FixedPointFunctions.ExpOnNegativeValues(FixedPoint.SaturatingRoundingDoublingHighMul(difference << _leftShift, _mantissa), DifferenceIntegerBits);
}
