using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The hyperbolic tangent as 2 sigmoid(2x) - 1, interpolated between the elements of a table. Inputs: x, the table (<see
/// cref="SigmoidOperands"/>); output y of the same shape with scale 1/32768. Attributes: factor and right shift of 24 * 512 * s_x.
/// Equals TensorFlow Lite Micro's reference Tanh for int16 bit for bit.
/// </summary>
public sealed class Tanh : Operator
{
    private const int FractionalBits = 8;

    private readonly SigmoidOperands _operands;

    private Tanh(ref OperatorReader reader)
    {
        _operands = new SigmoidOperands(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TanhInt16, 64, static (ref OperatorReader reader) => new Tanh(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<short> x = _operands.Input(memory), table = _operands.Table(memory);
        IntegerSpan<short> y = _operands.Output(memory);
        for (int i = 0; i < x.Length; i++) y[i] = Apply(_operands.Rescale(x[i]), table);
    }

    private static short Apply(long x, ReadOnlyIntegerSpan<short> table)
    {
        const int OneHalf = 1 << (15 + FractionalBits);
        const int Rounding = 1 << (FractionalBits - 1);
        int ofMagnitude = (SigmoidOperands.Interpolate(table, Math.Abs(x), FractionalBits) ?? ushort.MaxValue << FractionalBits) - OneHalf;
        return (short)((x >= 0 ? ofMagnitude + Rounding : Rounding - 1 - ofMagnitude) >> FractionalBits);
    }
}
