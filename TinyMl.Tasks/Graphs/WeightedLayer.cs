using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// A convolution, depthwise convolution or fully connected layer with constant weights, and which channels each of its weights
/// joins. Weights: [O, KH, KW, I], depthwise [1, KH, KW, O], fully connected [O, I].
/// </summary>
internal readonly struct WeightedLayer
{
    private readonly int _filter;
    private readonly int _multiplier;

    private WeightedLayer(Node node, int filter, int multiplier)
    {
        Node = node;
        _filter = filter;
        _multiplier = multiplier;
    }

    public Node Node { get; }

    public Tensor Weights => Node.Inputs[1];

    public Tensor? Bias => Node.Inputs.Length > 2 ? Node.Inputs[2] : null;

    public int OutputChannels => Node.Operator is DepthwiseConv2D ? Weights.Shape[3] : Weights.Shape[0];

    /// <summary>Channels of the input that each weight may meet; for fully connected layers, the elements of a row.</summary>
    public int InputChannels => Node.Operator is DepthwiseConv2D ? OutputChannels / _multiplier : Weights.Shape[-1];

    /// <summary>The layer that a node is; null where it has no weights, or computes them.</summary>
    public static WeightedLayer? Of(Node node)
    {
        if (node.Operator is not (Conv2D or DepthwiseConv2D or FullyConnected)) return null;
        Tensor weights = node.Inputs[1];
        if (!weights.IsConstant || (node.Inputs.Length > 2 && !node.Inputs[2].IsConstant)) return null;
        return node.Operator is DepthwiseConv2D
            ? new WeightedLayer(node, 0, weights.Shape[3] / node.Input.Shape[-1])
            : new WeightedLayer(node, (int)(weights.Shape.ElementCount / weights.Shape[0]), 1);
    }

    /// <summary>The output channel of the weight at an index.</summary>
    public int OutputChannel(int index) => Node.Operator is DepthwiseConv2D ? index % OutputChannels : index / _filter;

    /// <summary>The input channel of the weight at an index.</summary>
    public int InputChannel(int index) => Node.Operator is DepthwiseConv2D ? index % OutputChannels / _multiplier : index % Weights.Shape[-1];
}
