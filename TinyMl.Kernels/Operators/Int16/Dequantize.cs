using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// int16 to real values: y = s * (x - z). Input x int16, output y float32 of the same shape. Attributes: the scale (the bits
/// of a float32), the zero point. Equals TensorFlow Lite Micro's Dequantize bit for bit.
/// </summary>
public sealed class Dequantize : Operator
{
    private readonly IntegerToReal<short> _conversion;

    private Dequantize(ref OperatorReader reader)
    {
        _conversion = new IntegerToReal<short>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DequantizeInt16, 48, static (ref OperatorReader reader) => new Dequantize(ref reader));

    internal override void Invoke(in ModelMemory memory) => _conversion.Invoke(memory);
}
