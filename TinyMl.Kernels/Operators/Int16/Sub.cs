using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The difference of two tensors, broadcast, with a fused activation. Inputs: left, right; output y. Attributes: zero points
/// of left and right; mantissa and shift of s_left / (2 max(s_left, s_right)), of s_right / (2 max(s_left, s_right)) and of 2
/// max(s_left, s_right) / (2^15 s_y); zero point of y, least and greatest y. Equals TensorFlow Lite's reference Sub for int16
/// bit for bit, whatever the scales; TensorFlow Lite Micro rounds the factors to float32 and may be a step away.
/// </summary>
public sealed class Sub : ElementwiseOperator
{
    private readonly BinaryOperands<short> _operands;
    private readonly ScaledSum<short> _function;

    private Sub(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<short>(ref reader);
        _function = new ScaledSum<short>(ref reader, rightSign: -1);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SubInt16, 216, static (ref OperatorReader reader) => new Sub(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
