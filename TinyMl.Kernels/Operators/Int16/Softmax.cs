using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int16;

/// <summary>
/// e^(beta x) / sum of e^(beta x) over the last axis, which has at most 65535 elements. Inputs: x, then two <see
/// cref="LookupTable"/>s in Q0.15: of e^a for a from -10 to 0, and of 1 / (1 + a) for a from 0 to 1; output y of the same shape with
/// scale 1/32768, which may lie on x. Attributes: mantissa and shift of beta * s_x * 65535 / 10. Equals TensorFlow Lite Micro's
/// reference SoftmaxInt16 bit for bit.
/// </summary>
public sealed class Softmax : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _exponentials;
    private readonly TensorBuffer _reciprocals;
    private readonly TensorBuffer _y;
    private readonly int _depth;
    private readonly QuantizedMultiplier _multiplier;

    private Softmax(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int16);
        _exponentials = LookupTable.Read(ref reader);
        _reciprocals = LookupTable.Read(ref reader);
        TensorRecord y = reader.Output(ElementType.Int16);
        reader.Require(x.Shape.Rank > 0 && x.Shape.Matches(y.Shape), "has no last axis, or changes the shape");
        _depth = x.Shape[x.Shape.Rank - 1];
        reader.Require(_depth <= ushort.MaxValue, "has too long a last axis");
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SoftmaxInt16, 80, static (ref OperatorReader reader) => new Softmax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<short> x = _x.ReadIntegers<short>(memory);
        IntegerSpan<short> y = _y.WriteIntegers<short>(memory);
        var exponentials = new LookupTable(_exponentials.ReadIntegers<short>(memory));
        var reciprocals = new LookupTable(_reciprocals.ReadIntegers<short>(memory));
        for (int start = 0; start < x.Length; start += _depth) Row(x.Slice(start, _depth), exponentials, reciprocals, y.Slice(start, _depth));
    }

    private void Row(ReadOnlyIntegerSpan<short> x, LookupTable exponentials, LookupTable reciprocals, IntegerSpan<short> y)
    {
        int largest = short.MinValue;
        for (int i = 0; i < x.Length; i++) largest = Math.Max(largest, x[i]);

        // Q16.15. The exponentials wait in y for their sum.
        int sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = exponentials[StoredInteger<short>.Saturate(_multiplier.Multiply(x[i] - largest) + short.MaxValue)];
            sum += y[i];
        }

        // sum = 2^(16 - zeros) * (1 + a), a in [0, 1] as 16 bits around 0: 1 / sum = 2^(zeros - 16) * 1 / (1 + a).
        int zeros = LeadingZeros((uint)sum);
        int normalized = (int)((((long)sum << (zeros - 1)) + (1 << 13)) >> 14);
        int reciprocal = reciprocals[StoredInteger<short>.Saturate(normalized - (1 << 16) - (1 << 15))];
        int shift = 31 - zeros;
        for (int i = 0; i < y.Length; i++) y[i] = (short)Math.Max(0, Math.Min(short.MaxValue, ((y[i] * (long)reciprocal) + (1 << (shift - 1))) >> shift));
    }

    private static int LeadingZeros(uint value)
    {
        int zeros = 0;
        for (; zeros < 32 && (value & (1u << 31)) == 0; value <<= 1) zeros++;
        return zeros;
    }
}
