using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Softmax and LogSoftmax: over one axis from opset 13 on; before, over all axes from the given one on.</summary>
internal static class SoftmaxImporter
{
    public static void Import(OnnxNode node) => Import(node, new Softmax(1));

    public static void ImportLog(OnnxNode node) => Import(node, new LogSoftmax());

    private static void Import(OnnxNode node, RowWise @operator)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank == 0) throw node.Damaged("its input is a scalar");
        bool isOne = node.Opset >= 13;
        int axis = node.Axis(node.Attributes.Int("axis") ?? (isOne ? -1 : 1), x.Shape.Rank);
        if (isOne)
        {
            LastAxis.Output(node, @operator, x, axis);
        }
        else
        {
            LastAxis.OutputFrom(node, @operator, x, axis);
        }
    }
}
