using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Largest value of a window; padding never counts: x [N, H, W, C] to y [N, OH, OW, C] of the same scale and zero point.
/// Attributes: the pooling's window (<see cref="WindowGeometry.ReadPool"/>), least and greatest y. Equals TensorFlow Lite
/// Micro's reference MaxPool bit for bit.
/// </summary>
public sealed class MaxPool2D : WindowOperator
{
    private readonly MaxPooling<sbyte> _pooling;

    private MaxPool2D(ref OperatorReader reader)
    {
        _pooling = new MaxPooling<sbyte>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MaxPool2DInt8, 112, static (ref OperatorReader reader) => new MaxPool2D(ref reader));

    private protected override WindowGeometry Window => _pooling.Window;

    internal override void InvokeRow(in ModelMemory memory, int row) => _pooling.InvokeRow(memory, row);
}
