using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>The activation that an operator applies to its results.</summary>
internal static class FusedActivation
{
    /// <summary>The range; null where the operator has no place for an activation.</summary>
    public static ActivationRange? Of(Operator @operator) => @operator switch
    {
        Conv2D convolution => convolution.Activation,
        DepthwiseConv2D convolution => convolution.Activation,
        FullyConnected layer => layer.Activation,
        TransposeConv2D convolution => convolution.Activation,
        MatMul product => product.Activation,
        AveragePool2D pool => pool.Activation,
        MaxPool2D pool => pool.Activation,
        Binary binary => binary.Activation,
        _ => null,
    };

    /// <summary>The operator with another activation; the operator must have a place for one.</summary>
    public static Operator Set(Operator @operator, ActivationRange activation) => @operator switch
    {
        Conv2D convolution => convolution with { Activation = activation },
        DepthwiseConv2D convolution => convolution with { Activation = activation },
        FullyConnected layer => layer with { Activation = activation },
        TransposeConv2D convolution => convolution with { Activation = activation },
        MatMul product => product with { Activation = activation },
        AveragePool2D pool => pool with { Activation = activation },
        MaxPool2D pool => pool with { Activation = activation },
        Binary binary => binary with { Activation = activation },
        _ => @operator,
    };

    /// <summary>A range that no result of the operator leaves.</summary>
    public static ActivationRange Bounds(Operator? @operator) => @operator switch
    {
        null => ActivationRange.None,
        Clamp clamp => clamp.Range,
        Logistic or Softmax => new ActivationRange(0, 1),
        Tanh => ActivationRange.ReluN1To1,
        _ => Of(@operator) ?? ActivationRange.None,
    };
}
