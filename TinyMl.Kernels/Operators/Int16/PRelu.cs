using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// left where it is at least 0, else left * right, the slopes on the right, broadcast, with a fused activation. Inputs:
/// left, right; output y. Attributes: zero points of left and right; mantissa and shift of s_left / s_y and of s_left *
/// s_right / s_y; zero point of y, least and greatest y. Equals TensorFlow Lite Micro's reference Prelu for int16 bit for
/// bit.
/// </summary>
public sealed class PRelu : ElementwiseOperator
{
    private readonly BinaryOperands<short> _operands;
    private readonly VariableSlope<short> _function;

    private PRelu(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<short>(ref reader);
        _function = new VariableSlope<short>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.PReluInt16, 200, static (ref OperatorReader reader) => new PRelu(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
