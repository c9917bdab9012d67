using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// The same bytes at another place, for outputs that are an input or a constant. Input: x; output: y of the same type and
/// size. No attributes.
/// </summary>
public sealed class Copy : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;

    private Copy(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        reader.Require(x.ByteLength == y.ByteLength, "has an output of another size than its input");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Copy, 40, static (ref OperatorReader reader) => new Copy(ref reader));

    internal override void Invoke(in ModelMemory memory) => _x.Read(memory).CopyTo(_y.Write(memory));
}
