using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// x / sqrt(sum of x^2) over the last axis, in fixed point. Input x, output y of the same shape with scale 1/128 and zero point 0;
/// y may lie on x. Attributes: zero point of x. Equals TensorFlow Lite Micro's reference L2Normalization bit for bit, which is
/// defined while the squares of a row sum to less than 2^31; zeros stay zeros.
/// </summary>
public sealed class L2Normalization : Operator
{
    // The output's scale is 2^-7.
    private const int OutputShift = 7;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _length;
    private readonly sbyte _xZeroPoint;

    private L2Normalization(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(x.Shape.Rank > 0 && x.Shape.Matches(y.Shape), "has no last axis, or changes the shape");
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _length = x.Shape[x.Shape.Rank - 1];
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.L2NormalizationInt8, 48, static (ref OperatorReader reader) => new L2Normalization(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        for (int start = 0; start < x.Length; start += _length) Row(x.Slice(start, _length), y.Slice(start, _length));
    }

    private void Row(ReadOnlySpan<sbyte> x, Span<sbyte> y)
    {
        long sum = 0;
        foreach (sbyte value in x) sum += (value - _xZeroPoint) * (value - _xZeroPoint);
        QuantizedMultiplier inverse = FixedPointInverseSquareRoot.Of(sum);
        var factor = new QuantizedMultiplier(inverse.Mantissa, inverse.Shift + OutputShift);
        for (int i = 0; i < x.Length; i++) y[i] = (sbyte)Math.Max(sbyte.MinValue, Math.Min(sbyte.MaxValue, factor.Multiply(x[i] - _xZeroPoint)));
    }
}
