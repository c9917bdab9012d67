using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The hyperbolic tangent as 2 sigmoid(2x) - 1. Input: x; output: y of the same shape with scale 1/32768, which may lie on x. Attributes: factor and right shift of
/// 24 * 512 * s_x. Equals TensorFlow Lite Micro's reference Tanh for int16 bit for bit, as <see cref="Int16Functions"/> does.
/// </summary>
public sealed class Tanh : Operator
{
    // Made once, so that no inference allocates it.
    private static readonly SigmoidOperands.Function Function = Int16Functions.Tanh;

    private readonly SigmoidOperands _operands;

    private Tanh(ref OperatorReader reader)
    {
        _operands = new SigmoidOperands(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TanhInt16, 48, static (ref OperatorReader reader) => new Tanh(ref reader));

    internal override void Invoke(in ModelMemory memory) => _operands.Map(Function, memory);
}
