namespace TinyMl.Operators.Float32;

/// <summary>
/// The mean over height and width, float32, row by row in a stream; see <see cref="RowReduction"/> for its tensors and attributes. Equals
/// <see cref="Mean"/> bit for bit.
/// </summary>
public static class RowMean
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.RowMeanFloat32,
        RowReduction.InstanceBytes,
        static (ref OperatorReader reader) => new RowReduction(ref reader));
}
