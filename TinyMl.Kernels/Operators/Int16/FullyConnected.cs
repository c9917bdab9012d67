using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int16;

/// <summary>
/// Inner product. Inputs: x of B * I elements, weights int8 [O, I] with zero point 0, multipliers ([O] or
/// [1]), optional bias [O]; output y of B * O elements. Attributes: whether sums have 64 bits, the least shift, zero point of y,
/// least and greatest y. The arithmetic is that of <see cref="Conv2D"/>. Equals TensorFlow Lite Micro's reference FullyConnected and
/// FullyConnectedPerChannel for int16 bit for bit.
/// </summary>
public sealed class FullyConnected : Operator
{
    private readonly InnerProduct<short, long> _product;

    private FullyConnected(ref OperatorReader reader)
    {
        _product = new InnerProduct<short, long>(ref reader);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.FullyConnectedInt16, 112, static (ref OperatorReader reader) => new FullyConnected(ref reader));

    internal override void Invoke(in ModelMemory memory) => _product.Invoke(memory);
}
