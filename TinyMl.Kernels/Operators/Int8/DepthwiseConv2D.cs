using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Depthwise convolution; output channel o reads input channel o / (O / I). Inputs: x [N, H, W, I], weights [1, KH, KW, O]
/// with zero point 0, multipliers ([O] or [1]), optional bias [O]; output y [N, OH, OW, O], O a
/// multiple of I. Attributes and arithmetic as for <see cref="Conv2D"/>. Equals TensorFlow Lite Micro's reference
/// DepthwiseConvPerChannel with double rounding bit for bit.
/// </summary>
public sealed class DepthwiseConv2D : WindowOperator
{
    private readonly DepthwiseConvolution<sbyte, int> _convolution;

    private DepthwiseConv2D(ref OperatorReader reader)
    {
        _convolution = new DepthwiseConvolution<sbyte, int>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DepthwiseConv2DInt8, 168, static (ref OperatorReader reader) => new DepthwiseConv2D(ref reader));

    private protected override WindowGeometry Window => _convolution.Window;

    internal override void InvokeRow(in ModelMemory memory, int row) => _convolution.InvokeRow(memory, row);
}
