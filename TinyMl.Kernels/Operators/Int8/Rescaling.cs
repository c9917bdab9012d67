using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int8;

/// <summary>A value in steps of the input's scale to a stored one in steps of the output's.</summary>
internal readonly struct Rescaling(QuantizedMultiplier multiplier, OutputRange range) : IUnaryFunction
{
    private readonly QuantizedMultiplier _multiplier = multiplier;
    private readonly OutputRange _range = range;

    public sbyte Apply(int x) => _range.Store(_multiplier.Multiply(x));
}
