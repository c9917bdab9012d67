using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Average over a window, rounded to the nearest with halves away from zero: x [N, H, W, C] to y [N, OH, OW, C] of the same
/// scale and zero point. Attributes: 1 where padding counts (as real 0), else 0; the pooling's window (<see
/// cref="WindowGeometry.ReadPool"/>); the zero point, least and greatest y. Equals TensorFlow Lite Micro's reference
/// AveragePool bit for bit where padding does not count.
/// </summary>
public sealed class AveragePool2D : WindowOperator
{
    private readonly AveragePooling<sbyte> _pooling;

    private AveragePool2D(ref OperatorReader reader)
    {
        _pooling = new AveragePooling<sbyte>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AveragePool2DInt8, 120, static (ref OperatorReader reader) => new AveragePool2D(ref reader));

    private protected override WindowGeometry Window => _pooling.Window;

    internal override void InvokeRow(in ModelMemory memory, int row) => _pooling.InvokeRow(memory, row);
}
