using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// x where x is at least 0, else alpha * x. Input x, output y of the same shape. Attributes: zero point of x; mantissa and
/// shift of s_x / s_y, then of alpha * s_x / s_y (a negative mantissa where alpha is negative); zero point of y. Equals
/// TensorFlow Lite Micro's QuantizeLeakyRelu for int16 bit for bit.
/// </summary>
public sealed class LeakyRelu : ElementwiseOperator
{
    private readonly UnaryOperands<short> _operands;
    private readonly TwoSlopes<short> _function;

    private LeakyRelu(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<short>(ref reader);
        _function = new TwoSlopes<short>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LeakyReluInt16, 88, static (ref OperatorReader reader) => new LeakyRelu(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
