using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The lesser of two elements, broadcast, with a fused activation. Inputs: left, right; output y, all of one scale and zero
/// point. Attributes: the zero point, three times: for left, right and y; least and greatest y. Equals TensorFlow Lite
/// Micro's reference Minimum for int8 bit for bit.
/// </summary>
public sealed class Minimum : ElementwiseOperator
{
    private readonly BinaryOperands<sbyte> _operands;
    private readonly Smaller<sbyte> _function;

    private Minimum(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<sbyte>(ref reader);
        _function = new Smaller<sbyte>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MinimumInt8, 184, static (ref OperatorReader reader) => new Minimum(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);
}
