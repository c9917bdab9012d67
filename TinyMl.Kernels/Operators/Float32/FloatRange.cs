using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>The range that an operator clamps its outputs to, its fused activation.</summary>
internal readonly struct FloatRange
{
    private readonly float _minimum;
    private readonly float _maximum;

    private FloatRange(float minimum, float maximum)
    {
        _minimum = minimum;
        _maximum = maximum;
    }

    /// <summary>Reads the attributes that end a record: none, the minimum (Relu), or the minimum and the maximum.</summary>
    public static FloatRange Read(ref OperatorReader reader)
    {
        float minimum = reader.AttributesLeft > 0 ? reader.SingleAttribute() : float.NegativeInfinity;
        float maximum = reader.AttributesLeft > 0 ? reader.SingleAttribute() : float.PositiveInfinity;
        reader.Require(minimum <= maximum, "clamps to an empty range");
        return new FloatRange(minimum, maximum);
    }

    /// <summary>min(max(value, minimum), maximum); not-a-number stays.</summary>
    public float Clamp(float value) => value < _minimum ? _minimum : value > _maximum ? _maximum : value;

    /// <summary>Clamps every value.</summary>
    public void Clamp(Float32Span values) => Accumulation.Clamp(values, _minimum, _maximum);
}
