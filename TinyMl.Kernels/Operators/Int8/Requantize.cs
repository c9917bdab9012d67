using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Another scale and zero point for the same values. Input x, output y of the same shape. Attributes: zero point of x;
/// mantissa and shift of s_x / s_y; zero point of y. Equals TensorFlow Lite Micro's Requantize from int8 to int8 bit for
/// bit.
/// </summary>
public sealed class Requantize : ElementwiseOperator
{
    private readonly UnaryOperands<sbyte> _operands;
    private readonly Rescaling<sbyte> _function;

    private Requantize(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<sbyte>(ref reader);
        _function = new Rescaling<sbyte>(QuantizedMultiplier.Read(ref reader), OutputRange<sbyte>.ReadZeroPoint(ref reader));
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.RequantizeInt8, 72, static (ref OperatorReader reader) => new Requantize(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
