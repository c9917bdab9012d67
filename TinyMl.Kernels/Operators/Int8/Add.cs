using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The sum of two tensors, broadcast, with a fused activation. Inputs: left, right; output y. Attributes: zero points of
/// left and right; mantissa and shift of s_left / (2 max(s_left, s_right)), of s_right / (2 max(s_left, s_right)) and of 2
/// max(s_left, s_right) / (2^20 s_y); zero point of y, least and greatest y. Equals TensorFlow Lite Micro's reference Add
/// for int8 bit for bit.
/// </summary>
public sealed class Add : ElementwiseOperator
{
    private readonly BinaryOperands<sbyte> _operands;
    private readonly ScaledSum<sbyte> _function;

    private Add(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<sbyte>(ref reader);
        _function = new ScaledSum<sbyte>(ref reader, rightSign: 1);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AddInt8, 208, static (ref OperatorReader reader) => new Add(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
