using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Integer layers whose weights have a zero point, as the one operator that knows it: depthwise layers as a group for each input channel,
/// fully connected ones as a convolution of one pixel.
/// </summary>
internal static class AsymmetricLayer
{
    /// <summary>The nodes for a layer whose inputs and output are integers.</summary>
    public static Node[] Convolution(Node node)
    {
        Tensor x = node.Input, weights = node.Inputs[1], y = node.Output;
        switch (node.Operator)
        {
            case DepthwiseConv2D depthwise:
                Tensor grouped = Permutation.Apply(weights, [3, 1, 2, 0]);
                return [node.With(new Conv2D(depthwise.Window, depthwise.Activation), [x, grouped, .. node.Inputs.Skip(2)])];
            case FullyConnected product:
                int columns = weights.Shape[1], rows = (int)(x.Shape.ElementCount / columns);
                var pixels = new Tensor($"{x.Name}/pixels", x.Type, new Shape(rows, 1, 1, columns), x.Quantization);
                var sums = new Tensor($"{y.Name}/pixels", y.Type, new Shape(rows, 1, 1, weights.Shape[0]), y.Quantization);
                var filters = new Tensor(weights.Name, weights.Type, new Shape(weights.Shape[0], 1, 1, columns), weights.Quantization, weights.Data.ToArray());
                return
                [
                    new Node($"{node.Name}:Reshape", new Reshape(pixels.Shape), [x], [pixels]),
                    node.With(new Conv2D(Window.Unit, product.Activation), [pixels, filters, .. node.Inputs.Skip(2)], [sums]),
                    new Node($"{node.Name}:Reshape", new Reshape(y.Shape), [sums], [y]),
                ];
            default:
                return [node];
        }
    }
}
