using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The average over height and width, row by row in a stream; see <see cref="RowReduction{T, TFunction}"/> for its tensors. Attributes:
/// least and greatest y. Equals <see cref="AveragePool2D"/> with a window over all of x bit for bit.
/// </summary>
public static class RowAverage
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.RowAverageInt16,
        72,
        static (ref OperatorReader reader) =>
            new RowReduction<short, RoundedAverage<short>>(ref reader, static (ref OperatorReader attributes) => new RoundedAverage<short>(ref attributes)));
}
