namespace TinyMl.Operators.Integer;

/// <summary>The greater of two quantized values of one scale.</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct Larger<T> : IBinaryFunction<T>
    where T : unmanaged
{
    private readonly OutputRange<T> _range;

    /// <summary>Reads the output's range.</summary>
    public Larger(ref OperatorReader reader)
    {
        _range = OutputRange<T>.Read(ref reader);
    }

    public T Apply(int left, int right) => _range.Store(left > right ? left : right);
}
