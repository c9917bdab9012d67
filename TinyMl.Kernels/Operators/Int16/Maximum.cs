using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The greater of two elements, broadcast, with a fused activation. Inputs: left, right; output y, all of one scale and zero
/// point. Attributes: the zero point, three times: for left, right and y; least and greatest y. Equals TensorFlow Lite
/// Micro's reference Maximum for int16 bit for bit.
/// </summary>
public sealed class Maximum : ElementwiseOperator
{
    private readonly BinaryOperands<short> _operands;
    private readonly Larger<short> _function;

    private Maximum(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<short>(ref reader);
        _function = new Larger<short>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MaximumInt16, 184, static (ref OperatorReader reader) => new Maximum(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
