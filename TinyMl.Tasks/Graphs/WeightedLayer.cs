using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// A convolution, depthwise or transposed convolution, or fully connected layer with constant weights, and which channels each of its
/// weights joins. Weights: [O, KH, KW, I / groups], depthwise [1, KH, KW, O], fully connected [O, I].
/// </summary>
internal readonly struct WeightedLayer
{
    private readonly int _filter;
    private readonly int _groups;

    private WeightedLayer(Node node, int filter, int groups)
    {
        Node = node;
        _filter = filter;
        _groups = groups;
    }

    public Node Node { get; }

    public Tensor Weights => Node.Inputs[1];

    public Tensor? Bias => Node.Inputs.Length > 2 ? Node.Inputs[2] : null;

    public int OutputChannels => IsDepthwise ? Weights.Shape[3] : Weights.Shape[0];

    /// <summary>Channels of the input; for fully connected layers, the elements of a row.</summary>
    public int InputChannels => IsDepthwise ? _groups : _groups * Weights.Shape[-1];

    private bool IsDepthwise => Node.Operator is DepthwiseConv2D;

    /// <summary>The layer that a node is; null where it has no weights, or computes them.</summary>
    public static WeightedLayer? Of(Node node)
    {
        if (node.Operator is not (Conv2D or DepthwiseConv2D or FullyConnected or TransposeConv2D)) return null;
        Tensor weights = node.Inputs[1];
        if (!weights.IsConstant || (node.Inputs.Length > 2 && !node.Inputs[2].IsConstant)) return null;
        int filter = (int)(weights.Shape.ElementCount / weights.Shape[0]);
        return node.Operator switch
        {
            DepthwiseConv2D => new WeightedLayer(node, 0, node.Input.Shape[-1]),
            FullyConnected => new WeightedLayer(node, filter, 1),
            _ => new WeightedLayer(node, filter, node.Input.Shape[-1] / weights.Shape[-1]),
        };
    }

    /// <summary>The layer with other weights of the same shape.</summary>
    public WeightedLayer With(Tensor weights) => new(Node.With(inputs: Node.Inputs.SetItem(1, weights)), _filter, _groups);

    /// <summary>The output channel of the weight at an index.</summary>
    public int OutputChannel(int index) => IsDepthwise ? index % OutputChannels : index / _filter;

    /// <summary>The input channel of the weight at an index.</summary>
    public int InputChannel(int index)
    {
        int group = OutputChannel(index) / (OutputChannels / _groups);
        return IsDepthwise ? group : (group * Weights.Shape[-1]) + (index % Weights.Shape[-1]);
    }
}
