namespace TinyMl.Operators.Integer;

/// <summary>
/// What an elementwise operator does to one element; a struct, so that <see cref="UnaryOperands{T}"/> inlines it.
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal interface IUnaryFunction<T>
    where T : unmanaged
{
    /// <summary>The stored output for a stored element less its zero point.</summary>
    T Apply(int x);
}
