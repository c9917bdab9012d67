using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int8;

/// <summary>
/// x where x is at least 0, else alpha * x. Input x, output y of the same shape. Attributes: zero point of x; mantissa and
/// shift of s_x / s_y, then of alpha * s_x / s_y (a negative mantissa where alpha is negative); zero point of y. Equals
/// TensorFlow Lite Micro's QuantizeLeakyRelu bit for bit.
/// </summary>
public sealed class LeakyRelu : Operator
{
    private readonly UnaryOperands _operands;
    private readonly TwoSlopes _function;

    private LeakyRelu(ref OperatorReader reader)
    {
        _operands = new UnaryOperands(ref reader);
        _function = new TwoSlopes(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LeakyReluInt8, 72, static (ref OperatorReader reader) => new LeakyRelu(ref reader));

    internal override void Invoke(in ModelMemory memory) => _operands.Map(memory, _function);

    private readonly struct TwoSlopes : IUnaryFunction
    {
        private readonly QuantizedMultiplier _positive;
        private readonly QuantizedMultiplier _magnitudeOfNegative;
        private readonly int _signOfNegative;
        private readonly OutputRange _range;

        public TwoSlopes(ref OperatorReader reader)
        {
            _positive = QuantizedMultiplier.Read(ref reader);
            QuantizedMultiplier negative = QuantizedMultiplier.Read(ref reader);
            _signOfNegative = negative.Mantissa < 0 ? -1 : 1;
            _magnitudeOfNegative = new QuantizedMultiplier(_signOfNegative * negative.Mantissa, negative.Shift);
            _range = OutputRange.ReadZeroPoint(ref reader);
        }

        public sbyte Apply(int x) => _range.Store(x >= 0 ? _positive.Multiply(x) : _signOfNegative * _magnitudeOfNegative.Multiply(x));
    }
}
