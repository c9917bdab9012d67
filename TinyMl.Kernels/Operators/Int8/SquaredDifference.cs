using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The square of the difference of two tensors, broadcast, with a fused activation: both inputs, shifted left by 7 bits, are
/// brought to twice the larger of their scales. Inputs: left, right; output y. Attributes: zero points of left and right;
/// mantissa and shift of s_left / m, of s_right / m and of m^2 / (2^14 s_y), m = 2 max(s_left, s_right); zero point of y,
/// least and greatest y. Equals TensorFlow Lite Micro's SquaredDifference for int8 bit for bit.
/// </summary>
public sealed class SquaredDifference : ElementwiseOperator
{
    private readonly BinaryOperands<sbyte> _operands;
    private readonly ScaledSquare<sbyte> _function;

    private SquaredDifference(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<sbyte>(ref reader);
        _function = new ScaledSquare<sbyte>(ref reader, leftShift: 7);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SquaredDifferenceInt8, 208, static (ref OperatorReader reader) => new SquaredDifference(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
