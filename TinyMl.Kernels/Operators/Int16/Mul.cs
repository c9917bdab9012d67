using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The product of two tensors, broadcast, with a fused activation. Inputs: left, right; output y. Attributes: zero points
/// of left and right; mantissa and shift of s_left * s_right / s_y; zero point of y, least and greatest y. Equals TensorFlow
/// Lite Micro's reference Mul for int16 bit for bit.
/// </summary>
public sealed class Mul : ElementwiseOperator
{
    private readonly BinaryOperands<short> _operands;
    private readonly ScaledProduct<short> _function;

    private Mul(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<short>(ref reader);
        _function = new ScaledProduct<short>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MulInt16, 192, static (ref OperatorReader reader) => new Mul(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
