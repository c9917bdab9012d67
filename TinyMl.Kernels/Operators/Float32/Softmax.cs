using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// e^(beta x) / sum of e^(beta x) over the last axis, float32; x less the row's maximum, so that nothing overflows, and
/// the sum in double precision from the first element on. Input: x; output: y of the same shape, which may lie where x
/// lies. Attributes: beta, finite.
/// </summary>
public sealed class Softmax : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _length;
    private readonly float _beta;

    private Softmax(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Matches(y.Shape), "has an output of another shape than its input");
        _beta = reader.SingleAttribute();
        reader.Require(_beta >= float.MinValue && _beta <= float.MaxValue, "has a beta that is not finite");
        _length = x.Shape[x.Shape.Rank - 1];
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SoftmaxFloat32, 48, static (ref OperatorReader reader) => new Softmax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int start = 0; start < y.Length; start += _length) Normalize(x.Slice(start, _length), y.Slice(start, _length));
    }

    private void Normalize(RealSpan<Float32Format> x, Float32Span y)
    {
        // A negative beta turns the order around: the largest exponent is that of the smallest element.
        double largest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            double exponent = (double)_beta * x[i];
            if (exponent > largest) largest = exponent;
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float power = (float)Exponential.Exp(((double)_beta * x[i]) - largest);
            y[i] = power;
            sum += power;
        }

        for (int i = 0; i < y.Length; i++) y[i] = (float)(y[i] / sum);
    }
}
