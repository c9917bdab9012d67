using System;
using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// x * min(max(x + 3, 0), 6) / 6, in 16-bit fixed point. Input x, output y of the same shape. Attributes: zero point of x;
/// mantissa (Q15) and exponent of s_x / (128 s_y); mantissa and exponent of s_x * 32768 / (128 * 3); zero point of y.
/// Equals TensorFlow Lite Micro's reference HardSwish bit for bit for the exponents that it allows, which are at most 0 for
/// the output.
/// </summary>
public sealed class HardSwish : ElementwiseOperator
{
    private readonly UnaryOperands<sbyte> _operands;
    private readonly Function _function;

    private HardSwish(ref OperatorReader reader)
    {
        _operands = new UnaryOperands<sbyte>(ref reader);
        _function = new Function(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.HardSwishInt8, 72, static (ref OperatorReader reader) => new HardSwish(ref reader));

    internal override int Rows => _operands.Rows;

    internal override void InvokeRow(in ModelMemory memory, int row) => _operands.Map(memory, row, _function);

    private readonly struct Function : IUnaryFunction<sbyte>
    {
        private const int MaximumExponent = 15;

        private readonly short _outputMantissa;
        private readonly sbyte _outputExponent;
        private readonly short _reluMantissa;
        private readonly sbyte _reluExponent;
        private readonly OutputRange<sbyte> _range;

        public Function(ref OperatorReader reader)
        {
            _outputMantissa = (short)reader.Attribute(short.MinValue, short.MaxValue);
            _outputExponent = (sbyte)reader.Attribute(-MaximumExponent, MaximumExponent);
            _reluMantissa = (short)reader.Attribute(short.MinValue, short.MaxValue);
            _reluExponent = (sbyte)reader.Attribute(-MaximumExponent, MaximumExponent);
            _range = OutputRange<sbyte>.ReadZeroPoint(ref reader);
        }

        public sbyte Apply(int x)
        {
            // [-255, 255] with 7 bits more stays within 16.
            int fine = x << 7;
            int relu = Relu(fine);

            // The product truncates toward zero where the other products round: so does the reference.
            int product = Saturate(relu * SaturatingRoundingHighMultiply(fine, _outputMantissa) / (1 << 15));
            return _range.Store(Scale(product, _outputExponent));
        }

        // min(max(x + 3, 0), 6) / 6 in Q15: x / 3 saturates at [-1, 1] and is moved to [0, 1].
        private int Relu(int fine)
        {
            // One bit of a left shift comes after the multiplication, so that it is the product that saturates.
            int before = Math.Max(_reluExponent - 1, 0);
            int third = SaturatingRoundingHighMultiply(Saturate(fine << before), _reluMantissa);
            third = Scale(third, _reluExponent > 0 ? 1 : _reluExponent);
            return (third + (1 << 15)) >> 1;
        }

        private static int Scale(int value, int exponent) =>
            exponent > 0 ? Saturate(value << exponent) : FixedPoint.RoundingDivideByPowerOfTwo(value, -exponent);

        // The nearest integer to a * b / 2^15, halves up.
        private static int SaturatingRoundingHighMultiply(int a, int b)
        {
            int product = a * b;
            return Saturate((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
        }

        private static int Saturate(int value) => value < short.MinValue ? short.MinValue : value > short.MaxValue ? short.MaxValue : value;
    }
}
