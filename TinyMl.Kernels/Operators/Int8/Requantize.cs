using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Another scale and zero point for the same values. Input x, output y of the same shape. Attributes: zero point of x;
/// mantissa and shift of s_x / s_y; zero point of y. Equals TensorFlow Lite Micro's Requantize from int8 to int8 bit for
/// bit.
/// </summary>
public sealed class Requantize : Operator
{
    private readonly UnaryOperands _operands;
    private readonly Rescaling _function;

    private Requantize(ref OperatorReader reader)
    {
        _operands = new UnaryOperands(ref reader);
        _function = new Rescaling(QuantizedMultiplier.Read(ref reader), OutputRange.ReadZeroPoint(ref reader));
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.RequantizeInt8, 56, static (ref OperatorReader reader) => new Requantize(ref reader));

    internal override void Invoke(in ModelMemory memory) => _operands.Map(memory, _function);
}
