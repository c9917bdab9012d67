using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>The attribute post_transform.</summary>
internal static class PostTransform
{
    /// <summary>Reads the transform, as <see cref="ScoreTransformation"/> numbers it.</summary>
    public static int Read(OnnxNode node) => node.Attributes.String("post_transform") switch
    {
        null or "NONE" => ScoreTransformation.None,
        "SOFTMAX" => ScoreTransformation.Softmax,
        "LOGISTIC" => ScoreTransformation.Logistic,
        "SOFTMAX_ZERO" => ScoreTransformation.SoftmaxZero,
        "PROBIT" => ScoreTransformation.Probit,
        { } other => throw node.Damaged($"its post_transform is '{other}', which there is not"),
    };

    /// <summary>
    /// Applies a transform to scores [N, E]. A single score is transformed by PROBIT alone, as ONNX Runtime has it.
    /// </summary>
    public static Tensor Apply(OnnxNode node, int transform, Tensor scores) =>
        transform == ScoreTransformation.None || (scores.Shape[1] == 1 && transform != ScoreTransformation.Probit)
            ? scores
            : node.Emit(new Graphs.Operators.ScoreTransform(transform), scores);
}
