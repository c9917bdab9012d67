using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>ArgMax and ArgMin, of INT64 as the standard has it.</summary>
internal static class ArgMinMaxImporter
{
    public static void ImportMax(OnnxNode node) => Import(node, isGreatest: true);

    public static void ImportMin(OnnxNode node) => Import(node, isGreatest: false);

    private static void Import(OnnxNode node, bool isGreatest)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        int axis = node.Axis(node.Attributes.Int("axis") ?? 0, x.Shape.Rank);
        bool keepDimensions = (node.Attributes.Int("keepdims") ?? 1) != 0;
        bool isLast = node.Opset >= 12 && node.Attributes.Int("select_last_index") is { } last && last != 0;
        node.Output(new ArgMinMax(axis, keepDimensions, isGreatest, isLast, ElementType.Int64), x);
    }
}
