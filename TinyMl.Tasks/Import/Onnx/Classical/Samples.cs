using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>The input of a classical model: samples [N, F]; one of [F] is a single one.</summary>
internal static class Samples
{
    /// <summary>The input as [N, F].</summary>
    public static Tensor Read(OnnxNode node)
    {
        Tensor x = Real(node, 0);
        return x.Shape.Rank switch
        {
            1 => node.Emit(new Reshape(new Shape(1, x.Shape[0])), x),
            2 => x,
            _ => throw node.Damaged($"its input has {x.Shape.Rank} dimensions, not [N, F]"),
        };
    }

    /// <summary>An input as float32; integers are converted.</summary>
    public static Tensor Real(OnnxNode node, int input) =>
        node.Input(input).Activation is { Type: ElementType.Int32 or ElementType.Int64 } integers
            ? node.Emit(new Cast(ElementType.Float32), integers)
            : node.Tensor(input);
}
