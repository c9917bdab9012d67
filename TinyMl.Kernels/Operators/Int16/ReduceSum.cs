using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The sum over axes; see <see cref="Reduction{T, TFunction}"/> for its tensors. Attributes beside the axes: zero point of x; mantissa
/// and shift of s_x / s_y; zero point of y. Equals TensorFlow Lite Micro's QuantizedMeanOrSum for int16 bit for bit.
/// </summary>
public static class ReduceSum
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceSumInt16,
        120,
        static (ref OperatorReader reader) =>
            new Reduction<short, RescaledSum<short>>(ref reader, static (ref OperatorReader attributes) => new RescaledSum<short>(ref attributes)));
}
