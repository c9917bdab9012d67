using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The sum over axes; see <see cref="Reduction{T, TFunction}"/> for its tensors. Attributes beside the axes: zero point of x; mantissa
/// and shift of s_x / s_y; zero point of y. Equals TensorFlow Lite Micro's QuantizedMeanOrSum bit for bit.
/// </summary>
public static class ReduceSum
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceSumInt8,
        112,
        static (ref OperatorReader reader) =>
            new Reduction<sbyte, RescaledSum<sbyte>>(ref reader, static (ref OperatorReader attributes) => new RescaledSum<sbyte>(ref attributes)));
}
