using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// The largest element over axes, int16; see <see cref="Reduction{T, TFunction}"/> for its tensors, which have one scale and zero point.
/// No attributes beside the axes.
/// </summary>
public static class ReduceMax
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceMaxInt16,
        104,
        static (ref OperatorReader reader) => new Reduction<short, LargestElement<short>>(ref reader, static (ref OperatorReader _) => default));
}
