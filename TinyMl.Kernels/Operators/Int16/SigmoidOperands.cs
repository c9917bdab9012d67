using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The record of a sigmoid: x and y of the same shape, y may lie on x; a table int16 [256] of 2^16 (1 / (1 + e^(-i / 24)) - 1/2);
/// as attributes a factor and a right shift that turn x into steps of the function.
/// </summary>
internal readonly struct SigmoidOperands
{
    private const int TableLength = 256;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly TensorBuffer _table;
    private readonly int _factor;
    private readonly byte _shift;

    /// <summary>Reads the record.</summary>
    public SigmoidOperands(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int16);
        TensorRecord table = reader.Constant(ElementType.Int16);
        TensorRecord y = reader.Output(ElementType.Int16);
        reader.Require(table.Shape.Count == TableLength, "has a table that is not of 256 elements");
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _factor = reader.Attribute(0, int.MaxValue);
        _shift = (byte)reader.Attribute(0, 31);
        _x = x.Buffer;
        _y = y.Buffer;
        _table = table.Buffer;
    }

    /// <summary>The elements of x.</summary>
    public ReadOnlyIntegerSpan<short> Input(scoped in ModelMemory memory) => _x.ReadIntegers<short>(memory);

    /// <summary>The elements of y.</summary>
    public IntegerSpan<short> Output(scoped in ModelMemory memory) => _y.WriteIntegers<short>(memory);

    /// <summary>The table.</summary>
    public ReadOnlyIntegerSpan<short> Table(scoped in ModelMemory memory) => _table.ReadIntegers<short>(memory);

    /// <summary>An element of x in steps of the function, halves up.</summary>
    public long Rescale(short x) => ((x * (long)_factor) + (_shift > 0 ? 1L << (_shift - 1) : 0)) >> _shift;

    /// <summary>
    /// 2^(16 + fractionalBits) times the sigmoid of a magnitude that has this many bits from one element of the table to the next,
    /// or null beyond the table.
    /// </summary>
    public static int? Interpolate(ReadOnlyIntegerSpan<short> table, long magnitude, int fractionalBits)
    {
        const int OneHalf = 1 << 15;
        long index = magnitude >> fractionalBits;
        if (index >= TableLength - 1) return null;
        int left = table[(int)index] + OneHalf, right = table[(int)index + 1] + OneHalf;
        return (left << fractionalBits) + ((int)(magnitude & ((1 << fractionalBits) - 1)) * (right - left));
    }
}
