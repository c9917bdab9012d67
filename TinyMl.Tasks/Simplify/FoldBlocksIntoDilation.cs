using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// A convolution between a space-to-batch and its inverse is a dilated one, as TensorFlow exports it: each block's rows and columns lie
/// a dilation apart, and what the blocks pad, less what is cropped in the end, is padding of the window. Every product is the same, so
/// that the results are the same bit for bit.
/// </summary>
internal sealed class FoldBlocksIntoDilation : Pass
{
    public override string Name => "Fold blocks into dilations";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not BatchToSpace crop || !IsMove(node)) return false;
        if (Source(node.Input, rewriter) is not { Operator: Conv2D or DepthwiseConv2D } layer) return false;
        if (Source(layer.Input, rewriter) is not { Operator: SpaceToBatch blocks } space || !IsMove(space)) return false;
        if (crop.Height != blocks.Height || crop.Width != blocks.Width) return false;

        var window = new Window(
            1, 1, blocks.Height, blocks.Width, blocks.Top - crop.Top, blocks.Left - crop.Left, blocks.Bottom - crop.Bottom, blocks.Right - crop.Right);
        if (window.Top < 0 || window.Left < 0 || window.Bottom < 0 || window.Right < 0) return false;
        if (layer.Input.Shape == space.Output.Shape && layer.Output.Shape == node.Input.Shape)
        {
            if (Dilated(layer, window) is not { } dilated) return false;
            rewriter.Replace(node, layer.With(dilated, [space.Input, .. layer.Inputs.Skip(1)], node.Outputs));
            return true;
        }

        return TryRow(node, layer, space, window, rewriter);
    }

    // A row [N, W, 1, C] of blocks is the image [N, 1, W, C] of a convolution of one dimension.
    private static bool TryRow(Node node, Node layer, Node space, Window window, GraphRewriter rewriter)
    {
        var turned = new Window(1, 1, 1, window.DilationHeight, 0, window.Top, 0, window.Bottom);
        bool isRow = window is { DilationWidth: 1, Left: 0, Right: 0 } && layer.Input.Shape == Turned(space.Output.Shape) && layer.Output.Shape == Turned(node.Input.Shape);
        if (!isRow || space.Input.Shape[2] != 1 || Dilated(layer, turned) is not { } dilated) return false;

        Tensor x = space.Input, y = node.Output;
        var image = new Tensor($"{x.Name}:Reshape", x.Type, Turned(x.Shape), x.Quantization);
        var result = new Tensor($"{y.Name}:Reshape", y.Type, Turned(y.Shape), y.Quantization);
        rewriter.Replace(
            node,
            new Node($"{layer.Name}:Reshape", new Reshape(image.Shape), [x], [image]),
            layer.With(dilated, [image, .. layer.Inputs.Skip(1)], [result]),
            node.With(new Reshape(y.Shape), [result]));
        return true;
    }

    private static Shape Turned(Shape row) => new(row[0], row[2], row[1], row[3]);

    /// <summary>The layer with another window, if its own neither moves on nor pads.</summary>
    private static Operator? Dilated(Node layer, Window window) => layer.Operator switch
    {
        Conv2D convolution when convolution.Window == Window.Unit => convolution with { Window = window },
        DepthwiseConv2D convolution when convolution.Window == Window.Unit => convolution with { Window = window },
        _ => null,
    };

    /// <summary>The node behind a tensor that nobody else reads, and behind reshapes that only move dimensions of 1.</summary>
    private static Node? Source(Tensor tensor, GraphRewriter rewriter)
    {
        Node? producer = rewriter.PrivateProducer(tensor);
        while (producer is { Operator: Reshape reshape } && reshape.KeepsAxes(producer.Input.Shape)) producer = rewriter.PrivateProducer(producer.Input);
        return producer;
    }

    private static bool IsMove(Node node) => node.Input.Type == node.Output.Type && Equals(node.Input.Quantization, node.Output.Quantization);
}
