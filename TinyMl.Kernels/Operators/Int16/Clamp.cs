using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// min(max(x, minimum), maximum) to another scale: Relu, Relu6, Clip. Input x, output y of the same shape. Attributes: zero
/// point of x; mantissa and shift of s_x / s_y; zero point of y, least and greatest y. Equals TensorFlow Lite Micro's
/// ReluQuantized for int16 bit for bit, and its Relu6Quantized where both tensors have the same scale, which that kernel takes
/// for granted.
/// </summary>
public sealed class Clamp : ElementwiseOperator
{
    private readonly UnaryOperands<short> _operands;
    private readonly Rescaling<short> _function;

    private Clamp(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<short>(ref reader);
        _function = new Rescaling<short>(QuantizedMultiplier.Read(ref reader), OutputRange<short>.Read(ref reader));
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ClampInt16, 72, static (ref OperatorReader reader) => new Clamp(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
