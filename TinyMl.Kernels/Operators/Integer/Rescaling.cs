using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>A value in steps of the input's scale to a stored one in steps of the output's.</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct Rescaling<T>(QuantizedMultiplier multiplier, OutputRange<T> range) : IUnaryFunction<T>
    where T : unmanaged
{
    private readonly QuantizedMultiplier _multiplier = multiplier;
    private readonly OutputRange<T> _range = range;

    public T Apply(int x) => _range.Store(_multiplier.Multiply(x));
}
