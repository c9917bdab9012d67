using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The mean over axes; see <see cref="Reduction{T, TFunction}"/> for its tensors. Attributes beside the axes: zero point of x;
/// mantissa and shift of s_x / (n s_y), n the number of elements of a mean; zero point of y. Equals TensorFlow Lite Micro's
/// reference QuantizedMeanOrSum bit for bit.
/// </summary>
public static class Mean
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.MeanInt8,
        112,
        static (ref OperatorReader reader) =>
            new Reduction<sbyte, RescaledSum<sbyte>>(ref reader, static (ref OperatorReader attributes) => new RescaledSum<sbyte>(ref attributes)));
}
