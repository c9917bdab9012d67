using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The record of a sigmoid: x and y of the same shape, y may lie on x; as attributes a factor and a right shift that turn x into steps
/// of the function, as <see cref="Int16Functions"/> has them.
/// </summary>
internal readonly struct SigmoidOperands
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _factor;
    private readonly byte _shift;

    /// <summary>Reads the record.</summary>
    public SigmoidOperands(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int16);
        TensorRecord y = reader.Output(ElementType.Int16);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _factor = reader.Attribute(0, int.MaxValue);
        _shift = (byte)reader.Attribute(0, 31);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>A sigmoid of an input, its factor and its right shift.</summary>
    public delegate short Function(short input, int multiplier, int rightShift);

    /// <summary>Computes y.</summary>
    public void Map(Function function, in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<short> x = _x.ReadIntegers<short>(memory);
        IntegerSpan<short> y = _y.WriteIntegers<short>(memory);
        for (int i = 0; i < x.Length; i++) y[i] = function(x[i], _factor, _shift);
    }
}
