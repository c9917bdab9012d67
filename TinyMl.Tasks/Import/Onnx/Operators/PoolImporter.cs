using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using WindowAxis = TinyMl.Operators.WindowAxis;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>AveragePool and MaxPool with one or two spatial dimensions.</summary>
internal static class PoolImporter
{
    public static void ImportAverage(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = ChannelsLast.Input(node);
        SpatialWindow window = Read(node, x);
        bool countPadding = node.Attributes.Int("count_include_pad") is { } count && count != 0 && window.Window.IsPadded;
        if (countPadding && window.IsExtended)
        {
            // Declared padding counts, what the last window of ceil_mode reaches into does not: the former becomes part of the
            // input.
            Window w = window.Window;
            x = node.Emit(new Pad(ChannelsLast.Spatial(x.Shape, w.Top, w.Left), ChannelsLast.Spatial(x.Shape, w.Bottom, w.Right), 0), x);
            window = window with { Window = w with { Top = 0, Left = 0, Bottom = 0, Right = 0 } };
            countPadding = false;
        }

        var pool = new AveragePool2D(window.Height, window.Width, window.Extended, countPadding, ActivationRange.None);
        ChannelsLast.Output(node, pool, x);
    }

    public static void ImportMax(OnnxNode node)
    {
        node.Expect(1, 1);
        if (QuantizedOperands.AreIntegers(node, 0))
        {
            QuantizedOperands.ImportAsReal(node);
            return;
        }

        Tensor x = ChannelsLast.Input(node);
        SpatialWindow window = Read(node, x);

        // It orders the indices that are the second output, which nobody uses.
        node.Attributes.Ignore("storage_order");
        ChannelsLast.Output(node, new MaxPool2D(window.Height, window.Width, window.Extended, ActivationRange.None), x);
    }

    private static SpatialWindow Read(OnnxNode node, Tensor x)
    {
        SpatialWindow window = SpatialWindow.Read(node, x.Shape, null);
        Shape input = ChannelsLast.WithHeight(x.Shape);
        Window w = window.Extended;
        var rows = new WindowAxis(input[2], w.OutputHeight(input[2], window.Height), window.Height, w.StrideHeight, w.DilationHeight, w.Top);
        var columns = new WindowAxis(input[3], w.OutputWidth(input[3], window.Width), window.Width, w.StrideWidth, w.DilationWidth, w.Left);
        return rows.AlwaysReadsInput && columns.AlwaysReadsInput ? window : throw node.Unsupported("it has a window that holds nothing but padding");
    }
}
