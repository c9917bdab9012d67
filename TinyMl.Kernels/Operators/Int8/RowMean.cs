using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The mean over height and width, row by row in a stream; see <see cref="RowReduction{T, TFunction}"/> for its tensors. Attributes: those
/// of <see cref="Mean"/> but for the axes. Equals <see cref="Mean"/> bit for bit.
/// </summary>
public static class RowMean
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.RowMeanInt8,
        80,
        static (ref OperatorReader reader) =>
            new RowReduction<sbyte, RescaledSum<sbyte>>(ref reader, static (ref OperatorReader attributes) => new RescaledSum<sbyte>(ref attributes)));
}
