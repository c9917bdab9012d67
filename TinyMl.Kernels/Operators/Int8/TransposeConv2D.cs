using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Transposed 2-D convolution: each element of x adds its multiple of the filter to the sums of y, as in <see
/// cref="Float32.TransposeConv2D"/>. Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups] with zero point 0, multipliers ([O] or
/// [1]), optional bias [O]; output y [N, OH, OW, O], whose channel o reads the input channels of group o / (O / groups). Attributes:
/// the window (<see cref="WindowGeometry"/>) of the convolution that leads from y to x, zero point of x, the least shift, zero point
/// of y, least and greatest y. The arithmetic is that of <see cref="Conv2D"/>. With one group it equals TensorFlow Lite Micro's
/// reference TransposeConv with double rounding bit for bit.
/// </summary>
public sealed class TransposeConv2D : Operator
{
    private readonly TransposedConvolution<sbyte> _convolution;

    private TransposeConv2D(ref OperatorReader reader)
    {
        _convolution = new TransposedConvolution<sbyte>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TransposeConv2DInt8, 168, static (ref OperatorReader reader) => new TransposeConv2D(ref reader));

    internal override void Invoke(in ModelMemory memory) => _convolution.Invoke(memory);
}
