using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// A reduction over some axes, float32: an output takes in its elements in the order of the input. Input: x; output: y, as many
/// elements as the other axes have together. Attributes: the axes as bits, bit i for axis i.
/// </summary>
/// <typeparam name="TFunction">What is computed.</typeparam>
internal sealed class Reduction<TFunction> : Operator
    where TFunction : struct, IReduction
{
    /// <summary>Bytes of an object, for the kernels that share this one.</summary>
    public const int InstanceBytes = 96;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly ReductionWalk _walk;

    public Reduction(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _walk = ReductionWalk.Read(ref reader, x.Shape, y.Shape);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        y.Fill(default(TFunction).Start);
        for (int output = 0; output < _walk.Outputs; output++)
        {
            for (int segment = 0; segment < _walk.Segments; segment++)
            {
                int start = _walk.Segment(output, segment);
                for (int step = 0; step < _walk.Steps; step++, start += _walk.Step) Accumulate(x.Slice(start, _walk.RunLength), y, output);
            }
        }

        for (int i = 0; i < y.Length; i++) y[i] = default(TFunction).Result(y[i], _walk.Count);
    }

    private void Accumulate(RealSpan<Float32Format> run, Float32Span y, int output)
    {
        if (!_walk.IsRunReduced)
        {
            default(TFunction).Next(y.Slice(output * run.Length, run.Length), run);
            return;
        }

        float accumulated = y[output];
        for (int i = 0; i < run.Length; i++) accumulated = default(TFunction).Next(accumulated, run[i]);
        y[output] = accumulated;
    }
}
