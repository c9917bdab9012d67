using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Constant real numbers in rows, stored as Int8, Int16, Float16 or Float32 [rows, width], in one of three forms: row after row; a table of
/// different rows behind an <see cref="IndexColumn"/> that says which of them each row is; a table [count, 1] of different numbers behind
/// one that says which of them each number of each row is.
/// </summary>
internal readonly struct NumberColumn
{
    private readonly TensorBuffer _numbers;
    private readonly ElementType _type;
    private readonly int _tableWidth;
    private readonly int _entries;
    private readonly IndexColumn _indexes;
    private readonly bool _isIndexed;
    private readonly int _width;

    private NumberColumn(in TensorRecord numbers, IndexColumn indexes, bool isIndexed)
    {
        _numbers = numbers.Buffer;
        _type = numbers.Type;
        _tableWidth = numbers.Shape[1];
        _entries = isIndexed ? indexes.Count : numbers.Shape[0];
        _indexes = indexes;
        _isIndexed = isIndexed;
        _width = _tableWidth;
    }

    private NumberColumn(in NumberColumn source, int width)
    {
        this = source;
        _width = width;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => _entries / RowEntries;

    // An index for each number of a row, or one entry for the row.
    private int RowEntries => _width == _tableWidth ? 1 : _width;

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

    /// <summary>The same numbers in rows of a width, which the stored form must give.</summary>
    public NumberColumn InRowsOf(in OperatorReader reader, int width)
    {
        reader.Require(
            width == _tableWidth || (_isIndexed && _tableWidth == 1 && _entries % width == 0),
            "has rows of numbers of another width than its targets need");
        return new NumberColumn(this, width);
    }

    /// <summary>The numbers.</summary>
    public NumberSpan Read(scoped in ModelMemory memory) =>
        new(_numbers.Read(memory), _type, _width, RowEntries, _isIndexed ? _indexes.Read(memory) : default, _isIndexed);
}
