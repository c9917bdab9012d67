using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>The least element. No attributes.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct LeastElement<T> : IReduction<T>
    where T : unmanaged
{
    public int Start => StoredInteger<T>.Maximum;

    public int Next(int accumulated, int x) => x < accumulated ? x : accumulated;

    public T Result(int accumulated, int count) => StoredInteger<T>.Narrow(accumulated);
}
