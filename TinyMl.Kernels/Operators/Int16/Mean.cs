using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The mean over axes; see <see cref="Reduction{T, TFunction}"/> for its tensors. Attributes beside the axes: zero point of x;
/// mantissa and shift of s_x / (n s_y), n the number of elements of a mean; zero point of y. Equals TensorFlow Lite Micro's
/// reference QuantizedMeanOrSum for int16 bit for bit.
/// </summary>
public static class Mean
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.MeanInt16,
        120,
        static (ref OperatorReader reader) =>
            new Reduction<short, RescaledSum<short>>(ref reader, static (ref OperatorReader attributes) => new RescaledSum<short>(ref attributes)));
}
