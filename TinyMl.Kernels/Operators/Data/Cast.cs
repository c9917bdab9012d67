using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Numbers as another type. Input: x, Float32, an integer type or Bool; output: y of as many elements of any of these. No
/// attributes. Fractions are cut off, real numbers beyond the type's range give its end, not-a-number gives 0; of integers the
/// low bits stay; anything but 0 is true, which is 1. Integers are rounded to the nearest Float32, ties to even.
/// </summary>
public sealed class Cast : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly ElementType _from;
    private readonly ElementType _to;
    private readonly int _count;

    private Cast(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output();
        reader.Require(IsNumber(x.Type) && IsNumber(y.Type), "converts a type that it does not know");
        reader.Require(x.Shape.Count == y.Shape.Count, "has an output of another size than its input");
        _x = x.Buffer;
        _y = y.Buffer;
        _from = x.Type;
        _to = y.Type;
        _count = x.Shape.Count;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Cast, 48, static (ref OperatorReader reader) => new Cast(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        if (_from == ElementType.Float32) OfReals(new RealSpan<Float32Format>(x), y);
        else if (_to == ElementType.Float32) ToReals(x, new Float32Span(y));
        else for (int i = 0; i < _count; i++) IntegerElements.Write(y, _to, i, IntegerElements.Read(x, _from, i));
    }

    private static bool IsNumber(ElementType type) => type == ElementType.Float32 || IntegerElements.Are(type);

    private void OfReals(RealSpan<Float32Format> x, Span<byte> y)
    {
        if (_to == ElementType.Float32)
        {
            var reals = new Float32Span(y);
            for (int i = 0; i < _count; i++) reals[i] = x[i];
            return;
        }

        if (_to == ElementType.Bool)
        {
            for (int i = 0; i < _count; i++) y[i] = (byte)(x[i] != 0 ? 1 : 0);
            return;
        }

        bool isUnsigned = _to == ElementType.UInt8;
        int bits = _to.Size() * 8;
        long greatest = isUnsigned ? byte.MaxValue : long.MaxValue >> (64 - bits), least = isUnsigned ? 0 : -greatest - 1;
        for (int i = 0; i < _count; i++)
        {
            float value = x[i];
            long integer = float.IsNaN(value) ? 0 : value >= greatest ? greatest : value <= least ? least : (long)value;
            IntegerElements.Write(y, _to, i, integer);
        }
    }

    private void ToReals(ReadOnlySpan<byte> x, Float32Span y)
    {
        for (int i = 0; i < _count; i++) y[i] = Nearest(IntegerElements.Read(x, _from, i));
    }

    // Beyond 2^53 the low bits become one that a double has room for, so that the only rounding is to Float32.
    private static float Nearest(long value)
    {
        const long Exact = 1L << 53, Low = (1L << 12) - 1;
        if (value > Exact || value < -Exact) value = (value & ~Low) | ((value & Low) != 0 ? 1L << 11 : 0);
        return (float)(double)value;
    }
}
