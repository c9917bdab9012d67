namespace TinyMl.Operators.Int8;

/// <summary>
/// The last step of an int8 kernel: the output's zero point is added and the fused activation's bounds are applied.
/// </summary>
internal readonly struct OutputRange
{
    private readonly sbyte _zeroPoint;
    private readonly sbyte _minimum;
    private readonly sbyte _maximum;

    private OutputRange(int zeroPoint, int minimum, int maximum)
    {
        _zeroPoint = (sbyte)zeroPoint;
        _minimum = (sbyte)minimum;
        _maximum = (sbyte)maximum;
    }

    /// <summary>Reads the zero point and both bounds.</summary>
    public static OutputRange Read(ref OperatorReader reader)
    {
        int zeroPoint = reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        int minimum = reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        return new OutputRange(zeroPoint, minimum, reader.Attribute(minimum, sbyte.MaxValue));
    }

    /// <summary>Reads both bounds, for values that have the zero point in them already.</summary>
    public static OutputRange ReadBounds(ref OperatorReader reader)
    {
        int minimum = reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        return new OutputRange(0, minimum, reader.Attribute(minimum, sbyte.MaxValue));
    }

    /// <summary>Reads the zero point; the bounds are those of int8.</summary>
    public static OutputRange ReadZeroPoint(ref OperatorReader reader) => new(reader.Attribute(sbyte.MinValue, sbyte.MaxValue), sbyte.MinValue, sbyte.MaxValue);

    /// <summary>The stored element of a value in steps of the output's scale.</summary>
    public sbyte Store(int value)
    {
        value += _zeroPoint;
        return value < _minimum ? _minimum : value > _maximum ? _maximum : (sbyte)value;
    }
}
