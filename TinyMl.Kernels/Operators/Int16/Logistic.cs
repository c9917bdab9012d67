using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int16;

/// <summary>
/// 1 / (1 + e^-x), the sigmoid, interpolated between the elements of a table. Inputs: x, the table (<see
/// cref="SigmoidOperands"/>); output y of the same shape with scale 1/32768. Attributes: factor and right shift of 24 * 512 * s_x.
/// Equals TensorFlow Lite Micro's reference Logistic for int16 bit for bit.
/// </summary>
public sealed class Logistic : Operator
{
    private const int FractionalBits = 9;

    private readonly SigmoidOperands _operands;

    private Logistic(ref OperatorReader reader)
    {
        _operands = new SigmoidOperands(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LogisticInt16, 64, static (ref OperatorReader reader) => new Logistic(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<short> x = _operands.Input(memory), table = _operands.Table(memory);
        IntegerSpan<short> y = _operands.Output(memory);
        for (int i = 0; i < x.Length; i++) y[i] = Apply(_operands.Rescale(x[i]), table);
    }

    private static short Apply(long x, ReadOnlyIntegerSpan<short> table)
    {
        const int ResultShift = FractionalBits + 1;
        int ofMagnitude = SigmoidOperands.Interpolate(table, Math.Abs(x), FractionalBits) ?? short.MaxValue << ResultShift;
        int result = x >= 0 ? ofMagnitude + (1 << (ResultShift - 1)) : (1 << (16 + FractionalBits)) - ofMagnitude + (1 << (ResultShift - 1)) - 1;
        return (short)(result >> ResultShift);
    }
}
