using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int16;

/// <summary>
/// A function of int16 from a table int16 [513]: its values at -32768, -32640, ..., 32768, interpolated (TensorFlow Lite's look-up
/// tables for int16).
/// </summary>
internal readonly ref struct LookupTable(ReadOnlyIntegerSpan<short> values)
{
    /// <summary>The elements of a table.</summary>
    public const int Length = 513;

    private const int FractionalBits = 7;

    private readonly ReadOnlyIntegerSpan<short> _values = values;

    /// <summary>The function's value.</summary>
    public short this[short x]
    {
        get
        {
            int index = (x >> FractionalBits) + (Length / 2);
            int left = _values[index];

            // 16 bits, as the reference: only neighbors further apart than that wrap.
            short slope = (short)(_values[index + 1] - left);
            int fraction = x & ((1 << FractionalBits) - 1);
            return (short)(left + (((slope * fraction) + (1 << (FractionalBits - 1))) >> FractionalBits));
        }
    }

    /// <summary>Reads the next input, which must be a table.</summary>
    public static TensorBuffer Read(ref OperatorReader reader)
    {
        Format.TensorRecord table = reader.Constant(ElementType.Int16);
        reader.Require(table.Shape.Count == Length, "has a table that is not of 513 elements");
        return table.Buffer;
    }
}
