using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// Real values to int16: y = clamp(z + round(x / s)), halves away from zero, x / s in float32; NaN gives z. Input x float32,
/// output y int16 of the same shape. Attributes: the scale (the bits of a float32), the zero point. Equals TensorFlow Lite
/// Micro's AffineQuantize bit for bit wherever that one is defined.
/// </summary>
public sealed class Quantize : Operator
{
    private readonly RealToInteger<short> _conversion;

    private Quantize(ref OperatorReader reader)
    {
        _conversion = new RealToInteger<short>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.QuantizeInt16, 48, static (ref OperatorReader reader) => new Quantize(ref reader));

    internal override void Invoke(in ModelMemory memory) => _conversion.Invoke(memory);
}
