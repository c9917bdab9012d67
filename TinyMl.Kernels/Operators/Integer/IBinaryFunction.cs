namespace TinyMl.Operators.Integer;

/// <summary>
/// What a binary operator does to one pair of elements; a struct, so that <see cref="BinaryOperands{T}"/> inlines it.
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal interface IBinaryFunction<T>
    where T : unmanaged
{
    /// <summary>The stored output for two stored elements less their zero points.</summary>
    T Apply(int left, int right);
}
