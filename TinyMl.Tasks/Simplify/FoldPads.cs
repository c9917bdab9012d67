using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Lets the window of a convolution or pool stand over the edge instead of padding its input. Padding counts as the real value 0
/// there (in integers the zero point), so that the results are the same bit for bit.
/// </summary>
internal sealed class FoldPads : Pass
{
    // Far from what windows can hold, and far above what models pad.
    private const int MostPadding = 1024;

    public override string Name => "Fold padding into windows";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not (Conv2D or DepthwiseConv2D or AveragePool2D or MaxPool2D)) return false;

        Node? reshape = RowToImage(rewriter.Producer(node.Input));
        if (rewriter.Producer(reshape?.Input ?? node.Input) is not { Operator: Pad pad } padding || !KeepsElements(padding)) return false;
        if (reshape is not null) pad = pad with { Before = pad.Before.Insert(1, 0), After = pad.After.Insert(1, 0) };
        if (!IsSpatial(pad) || Folded(node, padding, pad, rewriter) is not { } folded) return false;

        Tensor x = padding.Input, image = reshape is null ? x : new Tensor($"{x.Name}:Reshape", x.Type, ImageOf(x.Shape), x.Quantization);
        Node layer = node.With(folded, [image, .. node.Inputs.Skip(1)]);
        if (reshape is null)
        {
            rewriter.Replace(node, layer);
        }
        else
        {
            rewriter.Replace(node, reshape.With(new Reshape(image.Shape), [x], [image]), layer);
        }

        return true;
    }

    /// <summary>The node, if it makes a row [N, W, C] the image [N, 1, W, C] of a layer of one spatial dimension.</summary>
    private static Node? RowToImage(Node? node) =>
        node?.Operator is Reshape && node.Input.Shape.Rank == 3 && node.Output.Shape == ImageOf(node.Input.Shape) ? node : null;

    private static Shape ImageOf(Shape row) => new(row[0], 1, row[1], row[2]);

    private static bool KeepsElements(Node padding) =>
        padding.Input.Type == padding.Output.Type && Equals(padding.Input.Quantization, padding.Output.Quantization);

    private static bool IsSpatial(Pad pad) =>
        pad.Before.Length == 4
        && pad.Before[0] == 0 && pad.After[0] == 0 && pad.Before[3] == 0 && pad.After[3] == 0
        && pad.Before.Concat(pad.After).All(count => count is >= 0 and <= MostPadding);

    private static Operator? Folded(Node node, Node padding, Pad pad, GraphRewriter rewriter) => node.Operator switch
    {
        Conv2D convolution when pad.Value == 0 => convolution with { Window = Widen(convolution.Window, pad) },
        DepthwiseConv2D convolution when pad.Value == 0 => convolution with { Window = Widen(convolution.Window, pad) },
        AveragePool2D pool when pad.Value == 0 && CountsAll(pool, node) && MeetsInput(Widen(pool.Window, pad), pool.Height, pool.Width) =>
            pool with { Window = Widen(pool.Window, pad), CountPadding = true },
        MaxPool2D pool when pad.Value <= LeastValue(padding.Input, rewriter) && MeetsInput(Widen(pool.Window, pad), pool.Height, pool.Width) =>
            pool with { Window = Widen(pool.Window, pad) },
        _ => null,
    };

    // The integer kernels know the padding of their specification only, which does not count.
    private static bool CountsAll(AveragePool2D pool, Node node) =>
        node.Output.Type == ElementType.Float32 && (pool.CountPadding || !pool.Window.IsPadded);

    // Every window has an element that is not padding, which a maximum of no lesser elements needs, and which the kernels demand.
    private static bool MeetsInput(Window window, int height, int width) =>
        window is { DilationHeight: 1, DilationWidth: 1 } && window.Top < height && window.Bottom < height && window.Left < width && window.Right < width;

    private static float LeastValue(Tensor tensor, GraphRewriter rewriter) => tensor switch
    {
        { Type: ElementType.Float32 } => FusedActivation.Bounds(rewriter.Producer(tensor)?.Operator).Minimum,
        { Type: ElementType.Int8, Quantization: { } quantization } => quantization.Scale * (sbyte.MinValue - quantization.ZeroPoint),
        _ => float.NegativeInfinity,
    };

    private static Window Widen(Window window, Pad pad) => window with
    {
        Top = window.Top + pad.Before[1],
        Left = window.Left + pad.Before[2],
        Bottom = window.Bottom + pad.After[1],
        Right = window.Right + pad.After[2],
    };
}
