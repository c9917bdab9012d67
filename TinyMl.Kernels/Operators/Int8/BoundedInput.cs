using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The input of a sigmoid in Q4.27, where its magnitude stays below 16: stored values less the zero point beyond the radius
/// are answered without computing.
/// </summary>
internal readonly struct BoundedInput
{
    private readonly QuantizedMultiplier _multiplier;
    private readonly int _radius;

    /// <summary>Reads mantissa and shift of s_x * 2^27, and the radius.</summary>
    public BoundedInput(ref OperatorReader reader)
    {
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _radius = reader.Attribute(0, int.MaxValue);
    }

    /// <summary>Whether the function has its least value.</summary>
    public bool IsBelow(int x) => x <= -_radius;

    /// <summary>Whether the function has its greatest value.</summary>
    public bool IsAbove(int x) => x >= _radius;

    /// <summary>The value in Q4.27.</summary>
    public int Rescale(int x) => _multiplier.Multiply(x);
}
