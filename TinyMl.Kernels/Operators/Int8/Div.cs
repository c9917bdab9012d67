using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The quotient of two tensors, broadcast, with a fused activation. Inputs: left, right; output y. Attributes: zero points
/// of left and right; mantissa and shift of s_left / (s_right * s_y); zero point of y, least and greatest y. Equals
/// TensorFlow Lite Micro's reference Div for int8 bit for bit. Where that one is not defined: a divisor of 0 gives the
/// greatest or least number by the sign of left, and 0 where left is 0; quotients that it would shift by more than 31 bits
/// are less than half a step, and 0.
/// </summary>
public sealed class Div : ElementwiseOperator
{
    private readonly BinaryOperands<sbyte> _operands;
    private readonly Quotient _function;

    private Div(ref OperatorReader reader)
    {
        _operands = new BinaryOperands<sbyte>(ref reader);
        _function = new Quotient(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DivInt8, 192, static (ref OperatorReader reader) => new Div(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);

    private readonly struct Quotient : IBinaryFunction<sbyte>
    {
        // Beyond any stored number, and small enough to add a zero point to.
        private const int Huge = 1 << 20;

        private readonly QuantizedMultiplier _multiplier;
        private readonly OutputRange<sbyte> _range;

        public Quotient(ref OperatorReader reader)
        {
            _multiplier = QuantizedMultiplier.Read(ref reader);
            _range = OutputRange<sbyte>.Read(ref reader);
        }

        public sbyte Apply(int left, int right)
        {
            if (left == 0) return _range.Store(0);
            if (right == 0) return _range.Store(left < 0 ? -Huge : Huge);
            if (right < 0) (left, right) = (-left, -right);

            // right = 2^bits * (1 + fraction), and left is shifted as far as 32 bits let it.
            int bits = BitLength(right) - 1, headroom = 31 - BitLength(left < 0 ? ~left : left);
            int reciprocal = FixedPointFunctions.OneOverOnePlusX((int)(((uint)right << (31 - bits)) - (1u << 31)));
            int quotient = FixedPoint.SaturatingRoundingDoublingHighMul(left << headroom, reciprocal);

            int shift = _multiplier.Shift - bits - headroom;
            int scaled = FixedPoint.SaturatingRoundingDoublingHighMul(quotient, _multiplier.Mantissa);
            if (shift < -31) return _range.Store(0);
            if (shift <= 0) return _range.Store(Bounded(FixedPoint.RoundingDivideByPowerOfTwo(scaled, -shift)));
            return _range.Store(Bounded((long)scaled << shift));
        }

        private static int BitLength(int magnitude)
        {
            int length = 0;
            for (; magnitude != 0; magnitude >>= 1) length++;
            return length;
        }

        private static int Bounded(long value) => value < -Huge ? -Huge : value > Huge ? Huge : (int)value;
    }
}
