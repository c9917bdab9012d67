using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// min(max(x, minimum), maximum) to another scale: Relu, Relu6, Clip. Input x, output y of the same shape. Attributes: zero
/// point of x; mantissa and shift of s_x / s_y; zero point of y, least and greatest y. Equals TensorFlow Lite Micro's
/// ReluQuantized bit for bit, and its Relu6Quantized where both tensors have the same scale and zero point, which that
/// kernel takes for granted.
/// </summary>
public sealed class Clamp : ElementwiseOperator
{
    private readonly UnaryOperands<sbyte> _operands;
    private readonly Rescaling<sbyte> _function;

    private Clamp(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<sbyte>(ref reader);
        _function = new Rescaling<sbyte>(QuantizedMultiplier.Read(ref reader), OutputRange<sbyte>.Read(ref reader));
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ClampInt8, 72, static (ref OperatorReader reader) => new Clamp(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
