namespace TinyMl.Operators.Integer;

/// <summary>The average, rounded to the nearest with halves away from zero, of the same scale and zero point. Attributes: least and greatest y.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct RoundedAverage<T> : IReduction<T>
    where T : unmanaged
{
    private readonly OutputRange<T> _range;

    public RoundedAverage(ref OperatorReader reader)
    {
        _range = OutputRange<T>.ReadBounds(ref reader);
    }

    public int Start => 0;

    public int Next(int accumulated, int x) => accumulated + x;

    public T Result(int accumulated, int count) => _range.Store((accumulated > 0 ? accumulated + (count / 2) : accumulated - (count / 2)) / count);
}
