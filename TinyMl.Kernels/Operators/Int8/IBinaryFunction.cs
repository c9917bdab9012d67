namespace TinyMl.Operators.Int8;

/// <summary>
/// What a binary operator does to one pair of elements; a struct, so that <see cref="BinaryOperands"/> inlines it.
/// </summary>
internal interface IBinaryFunction
{
    /// <summary>The stored output for two stored elements less their zero points, each in [-255, 255].</summary>
    sbyte Apply(int left, int right);
}
