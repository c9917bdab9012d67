namespace TinyMl.Operators.Int8;

/// <summary>
/// What an elementwise operator does to one element; a struct, so that <see cref="UnaryOperands"/> inlines it.
/// </summary>
internal interface IUnaryFunction
{
    /// <summary>The stored output for a stored element less its zero point, in [-255, 255].</summary>
    sbyte Apply(int x);
}
