using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The hyperbolic tangent, in fixed point. Input x, output y of the same shape with scale 1/128 and zero point 0.
/// Attributes: zero point of x; mantissa and shift of s_x * 2^27; the radius, the least magnitude of x - z_x whose result
/// is the greatest. Equals TensorFlow Lite Micro's reference Tanh for int8 bit for bit.
/// </summary>
public sealed class Tanh : ElementwiseOperator
{
    private readonly UnaryOperands<sbyte> _operands;
    private readonly Function _function;

    private Tanh(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<sbyte>(ref reader);
        _function = new Function(new BoundedInput(ref reader));
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TanhInt8, 72, static (ref OperatorReader reader) => new Tanh(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);

    private readonly struct Function(BoundedInput input) : IUnaryFunction<sbyte>
    {
        private readonly BoundedInput _input = input;

        public sbyte Apply(int x)
        {
            if (_input.IsBelow(x)) return sbyte.MinValue;
            if (_input.IsAbove(x)) return sbyte.MaxValue;
            int y = FixedPoint.RoundingDivideByPowerOfTwo(FixedPointFunctions.Tanh(_input.Rescale(x)), 24);
            return y < sbyte.MinValue ? sbyte.MinValue : y > sbyte.MaxValue ? sbyte.MaxValue : (sbyte)y;
        }
    }
}
