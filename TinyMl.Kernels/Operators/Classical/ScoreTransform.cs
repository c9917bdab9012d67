using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// A transform of the scores of each sample, float32 (ONNX-ML post_transform, <see cref="ScoreTransformation"/>). Input: x [..., E];
/// output: y of the same shape, which may lie where x lies. Attributes: the transform: 0 none, but that -0
/// becomes 0; 1 softmax, 2 logistic, 3 softmax of what is not 0, 4 probit.
/// </summary>
public sealed class ScoreTransform : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _scores;
    private readonly int _transform;

    private ScoreTransform(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _transform = reader.Attribute(ScoreTransformation.None, ScoreTransformation.Probit);
        reader.Require(x.Shape.Matches(y.Shape), "has an output of another shape than its input");
        _scores = x.Shape[x.Shape.Rank - 1];
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ScoreTransformClassical, 48, static (ref OperatorReader reader) => new ScoreTransform(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int i = 0; i < y.Length; i++) y[i] = x[i];
        for (int row = 0; row < y.Length; row += _scores) ScoreTransformation.Apply(_transform, y.Slice(row, _scores));
    }
}
