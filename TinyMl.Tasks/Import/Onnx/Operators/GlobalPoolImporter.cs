using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>GlobalAveragePool, the mean over all spatial dimensions, and GlobalMaxPool over one or two.</summary>
internal static class GlobalPoolImporter
{
    public static void ImportAverage(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank < 3) throw node.Damaged($"its input has {x.Shape.Rank} dimensions");
        node.Output(new Mean([.. Enumerable.Range(2, x.Shape.Rank - 2)], KeepDimensions: true), x);
    }

    public static void ImportMax(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = ChannelsLast.Input(node);
        Shape image = ChannelsLast.WithHeight(x.Shape);
        ChannelsLast.Output(node, new MaxPool2D(image[2], image[3], Window.Unit, ActivationRange.None), x);
    }
}
