using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// 1 / (1 + e^-x), the sigmoid, in fixed point. Input x, output y of the same shape with scale 1/256 and zero point -128.
/// Attributes: zero point of x; mantissa and shift of s_x * 2^27; the radius, the least magnitude of x - z_x whose result
/// is the greatest. Equals TensorFlow Lite Micro's reference Logistic for int8 bit for bit.
/// </summary>
public sealed class Logistic : ElementwiseOperator
{
    private readonly UnaryOperands<sbyte> _operands;
    private readonly Function _function;

    private Logistic(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<sbyte>(ref reader);
        _function = new Function(new BoundedInput(ref reader));
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LogisticInt8, 72, static (ref OperatorReader reader) => new Logistic(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);

    private readonly struct Function(BoundedInput input) : IUnaryFunction<sbyte>
    {
        private readonly BoundedInput _input = input;

        public sbyte Apply(int x)
        {
            if (_input.IsBelow(x)) return sbyte.MinValue;
            if (_input.IsAbove(x)) return sbyte.MaxValue;
            int y = FixedPoint.RoundingDivideByPowerOfTwo(FixedPointFunctions.Logistic(_input.Rescale(x)), 23) - 128;
            return y < sbyte.MinValue ? sbyte.MinValue : y > sbyte.MaxValue ? sbyte.MaxValue : (sbyte)y;
        }
    }
}
