using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The mean over axes. Input x, output y of as many elements as the other axes have together. Attributes: the axes as bits
/// (bit i is axis i), zero point of x; mantissa and shift of s_x / (n s_y), n the number of elements of a mean; zero point
/// of y. Equals TensorFlow Lite Micro's reference QuantizedMeanOrSum bit for bit.
/// </summary>
public sealed class Mean : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Dimensions _shape;
    private readonly byte _axes;
    private readonly sbyte _xZeroPoint;
    private readonly QuantizedMultiplier _multiplier;
    private readonly OutputRange<sbyte> _range;

    private Mean(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        _x = x.Buffer;
        _y = y.Buffer;
        _shape = x.Shape;
        _axes = (byte)reader.Attribute(0, (1 << x.Shape.Rank) - 1);
        reader.Require(y.Shape.Count == Count(isReduced: false), "has an output of another size than its means");
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _range = OutputRange<sbyte>.ReadZeroPoint(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MeanInt8, 88, static (ref OperatorReader reader) => new Mean(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        int count = Count(isReduced: true);
        for (int i = 0; i < y.Length; i++)
        {
            int start = Offset(i, isReduced: false);
            int sum = 0;
            for (int j = 0; j < count; j++) sum += x[start + Offset(j, isReduced: true)];
            y[i] = _range.Store(_multiplier.Multiply(sum - (_xZeroPoint * count)));
        }
    }

    private int Count(bool isReduced)
    {
        int count = 1;
        for (int axis = 0; axis < _shape.Rank; axis++)
        {
            if (IsReduced(axis) == isReduced) count *= _shape[axis];
        }

        return count;
    }

    // The element at which an index over the reduced axes alone, or over the others alone, points.
    private int Offset(int index, bool isReduced)
    {
        int offset = 0;
        int stride = 1;
        for (int axis = _shape.Rank - 1; axis >= 0; axis--)
        {
            if (IsReduced(axis) == isReduced)
            {
                offset += index % _shape[axis] * stride;
                index /= _shape[axis];
            }

            stride *= _shape[axis];
        }

        return offset;
    }

    private bool IsReduced(int axis) => (_axes & (1 << axis)) != 0;
}
