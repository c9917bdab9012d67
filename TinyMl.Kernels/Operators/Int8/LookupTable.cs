using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Any function of one int8 element, by a table of its values. Inputs: x; the table, a constant of 256 elements, of which
/// element v + 128 is the output for the stored value v. Output: y of the same shape as x, on which it may lie. No
/// attributes.
/// </summary>
public sealed class LookupTable : Operator
{
    private const int ValueCount = 256;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _table;
    private readonly TensorBuffer _y;

    private LookupTable(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord table = reader.Constant(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(table.Shape.Count == ValueCount, "has a table of another size than 256");
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _table = table.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LookupTableInt8, 56, static (ref OperatorReader reader) => new LookupTable(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        ReadOnlySpan<sbyte> table = _table.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        for (int i = 0; i < x.Length; i++) y[i] = table[x[i] - sbyte.MinValue];
    }
}
