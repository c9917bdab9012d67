using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Any function of one int8 element, by a table of its values. Inputs: x; the table, a constant of 256 elements, of which
/// element v + 128 is the output for the stored value v. Output: y of the same shape as x, on which it may lie. No
/// attributes.
/// </summary>
public sealed class LookupTable : ElementwiseOperator
{
    private const int ValueCount = 256;

    private readonly RowBuffer _x;
    private readonly TensorBuffer _table;
    private readonly RowBuffer _y;

    private LookupTable(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(ElementType.Int8);
        TensorRecord table = reader.Constant(ElementType.Int8);
        TensorRecord y = reader.RowOutput(ElementType.Int8);
        reader.Require(table.Shape.Count == ValueCount, "has a table of another size than 256");
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        Rows = RowBuffer.Rows(reader, y);
        _x = new RowBuffer(x, Rows);
        _table = table.Buffer;
        _y = new RowBuffer(y, Rows);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LookupTableInt8, 64, static (ref OperatorReader reader) => new LookupTable(ref reader));

    internal override int Rows { get; }

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlySpan<sbyte> x = _x[row].ReadInt8(memory);
        ReadOnlySpan<sbyte> table = _table.ReadInt8(memory);
        Span<sbyte> y = _y[row].WriteInt8(memory);
        for (int i = 0; i < x.Length; i++) y[i] = table[x[i] - sbyte.MinValue];
    }
}
