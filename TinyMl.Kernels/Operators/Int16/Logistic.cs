using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int16;

/// <summary>
/// 1 / (1 + e^-x), the sigmoid. Input: x; output: y of the same shape with scale 1/32768, which may lie on x. Attributes: factor and right shift of
/// 24 * 512 * s_x. Equals TensorFlow Lite Micro's reference Logistic for int16 bit for bit, as <see cref="Int16Functions"/> does.
/// </summary>
public sealed class Logistic : Operator
{
    // Made once, so that no inference allocates it.
    private static readonly SigmoidOperands.Function Function = Int16Functions.Logistic;

    private readonly SigmoidOperands _operands;

    private Logistic(ref OperatorReader reader)
    {
        _operands = new SigmoidOperands(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LogisticInt16, 48, static (ref OperatorReader reader) => new Logistic(ref reader));

    internal override void Invoke(in ModelMemory memory) => _operands.Map(Function, memory);
}
