using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The least element over axes, int8; see <see cref="Reduction{T, TFunction}"/> for its tensors, which have one scale and zero point.
/// No attributes beside the axes. Equals TensorFlow Lite Micro's reference REDUCE_MIN bit for bit.
/// </summary>
public static class ReduceMin
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceMinInt8,
        104,
        static (ref OperatorReader reader) => new Reduction<sbyte, LeastElement<sbyte>>(ref reader, static (ref OperatorReader _) => default));
}
