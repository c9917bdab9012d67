namespace TinyMl.Operators.Integer;

/// <summary>
/// What a reduction does to the stored elements of an output; a struct, so that <see cref="Reduction{T, TFunction}"/> inlines it.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal interface IReduction<T>
    where T : unmanaged
{
    /// <summary>What is there before the first element.</summary>
    int Start { get; }

    /// <summary>Takes in an element; the order does not matter.</summary>
    int Next(int accumulated, int x);

    /// <summary>The stored output of so many elements.</summary>
    T Result(int accumulated, int count);
}
