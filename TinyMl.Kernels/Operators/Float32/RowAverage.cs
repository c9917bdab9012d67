namespace TinyMl.Operators.Float32;

/// <summary>
/// The average over height and width, float32, row by row in a stream; see <see cref="RowReduction"/> for its tensors and attributes. Equals
/// <see cref="AveragePool2D"/> with a window over all of x bit for bit.
/// </summary>
public static class RowAverage
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.RowAverageFloat32,
        RowReduction.InstanceBytes,
        static (ref OperatorReader reader) => new RowReduction(ref reader));
}
