using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// 2-D convolution. Inputs: x [N, H, W, I], weights int8 [O, KH, KW, I / groups] with zero point 0, multipliers
/// ([O] or [1]), optional bias [O]; output y [N, OH, OW, O], whose channel o reads the input channels of group
/// o / (O / groups). Attributes: the window (<see cref="WindowGeometry"/>), whether sums have 64 bits, the least shift, zero point of y, least and
/// greatest y. Taps in the padding count as real 0. Multipliers and bias are <see cref="ChannelTensors"/>. The factor is s_x * s_w[o]
/// / s_y = multiplier[o] * 2^(shift[o] - 31), and
/// <code>y = clamp(z_y + round(factor[o] * (bias[o] + sum of x * w)))</code>
/// Where sums have 64 bits, multipliers are rounded to 16. Equals
/// TensorFlow Lite Micro's reference ConvPerChannel for int16 with double rounding bit for bit.
/// </summary>
public sealed class Conv2D : WindowOperator
{
    private readonly Convolution<short, long> _convolution;

    private Conv2D(ref OperatorReader reader)
    {
        _convolution = new Convolution<short, long>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Conv2DInt16, 168, static (ref OperatorReader reader) => new Conv2D(ref reader));

    private protected override WindowGeometry Window => _convolution.Window;

    internal override void InvokeRow(in ModelMemory memory, int row) => _convolution.InvokeRow(memory, row);
}
