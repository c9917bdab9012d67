using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>PRelu: slopes that broadcast to the input's shape, but not the other way round.</summary>
internal static class PReluImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        Tensor x = node.Tensor(0), slope = node.Tensor(1);
        if (!Fits(slope.Shape, x.Shape))
        {
            // Before opset 7 a list of slopes was one for each channel, as some exporters still have it.
            if (slope.Shape.Rank != 1 || x.Shape.Rank < 2 || slope.Shape[0] != x.Shape[1])
                throw node.Damaged($"its slopes {slope.Shape} cannot be broadcast to {x.Shape}");
            slope = node.Emit(new Reshape(new Shape([slope.Shape[0], .. Enumerable.Repeat(1, x.Shape.Rank - 2)])), slope);
        }

        node.Output(new PRelu(ActivationRange.None), x, slope);
    }

    private static bool Fits(Shape slope, Shape x)
    {
        if (slope.Rank > x.Rank) return false;
        for (int i = 1; i <= slope.Rank; i++)
        {
            if (slope[-i] != 1 && slope[-i] != x[-i]) return false;
        }

        return true;
    }
}
