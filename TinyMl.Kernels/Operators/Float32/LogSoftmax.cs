using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// x - ln(sum of e^x) over the last axis, float32; x less the row's maximum, so that nothing overflows, and the sum in double
/// precision from the first element on. Input: x; output: y of the same shape, which may lie where x lies. No attributes.
/// </summary>
public sealed class LogSoftmax : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _length;

    private LogSoftmax(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Rank > 0 && x.Shape.Matches(y.Shape), "has no last axis, or changes the shape");
        _length = x.Shape[x.Shape.Rank - 1];
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LogSoftmaxFloat32, 48, static (ref OperatorReader reader) => new LogSoftmax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int start = 0; start < y.Length; start += _length) Normalize(x.Slice(start, _length), y.Slice(start, _length));
    }

    private static void Normalize(RealSpan<Float32Format> x, Float32Span y)
    {
        float largest = float.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > largest) largest = x[i];
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += Exponential.Exp((double)x[i] - largest);

        double logarithm = Logarithm.Log(sum);
        for (int i = 0; i < y.Length; i++) y[i] = (float)((double)x[i] - largest - logarithm);
    }
}
