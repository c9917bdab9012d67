using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Constant real numbers in rows of one width, stored as Int8, Int16, Float16 or Float32: either row after row, or a table of
/// different rows behind an <see cref="IndexColumn"/> that says which of them each row is.
/// </summary>
internal readonly struct NumberColumn
{
    private readonly TensorBuffer _numbers;
    private readonly ElementType _type;
    private readonly IndexColumn _indexes;
    private readonly bool _isIndexed;
    private readonly int _width;

    private NumberColumn(in TensorRecord numbers, IndexColumn indexes, bool isIndexed)
    {
        _numbers = numbers.Buffer;
        _type = numbers.Type;
        _indexes = indexes;
        _isIndexed = isIndexed;
        _width = numbers.Shape[1];
        Count = isIndexed ? indexes.Count : numbers.Shape[0];
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>The numbers of a row.</summary>
    public int Width => _width;

    /// <summary>Reads the next inputs: the indexes, where the first is of UInt8, and the numbers.</summary>
    public static NumberColumn Read(ref OperatorReader reader)
    {
        TensorRecord numbers = reader.Input();
        bool isIndexed = numbers.Type == ElementType.UInt8;
        IndexColumn indexes = default;
        if (isIndexed)
        {
            indexes = IndexColumn.Of(reader, numbers);
            numbers = reader.Input();
        }

        reader.Require(
            numbers.IsConstant && numbers.Shape.Rank == 2
            && numbers.Type is ElementType.Int8 or ElementType.Int16 or ElementType.Float16 or ElementType.Float32,
            "has numbers that are not constants [rows, width] of type Int8, Int16, Float16 or Float32");
        if (isIndexed)
        {
            IndexSpan places = indexes.Read(new ModelMemory(reader.Constants, default));
            for (int i = 0; i < indexes.Count; i++) reader.Require(places[i] < (uint)numbers.Shape[0], "has an index outside of its table");
        }

        return new NumberColumn(numbers, indexes, isIndexed);
    }

    /// <summary>The numbers.</summary>
    public NumberSpan Read(scoped in ModelMemory memory) =>
        new(_numbers.Read(memory), _type, _width, _isIndexed ? _indexes.Read(memory) : default, _isIndexed);
}
