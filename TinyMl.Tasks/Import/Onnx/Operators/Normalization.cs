using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>What the operators have in common that take off a mean and divide by a standard deviation.</summary>
internal static class Normalization
{
    /// <summary>Reads epsilon.</summary>
    public static LayerNormalization Read(OnnxNode node)
    {
        float epsilon = node.Attributes.Float("epsilon") ?? 1e-5f;
        return float.IsFinite(epsilon) && epsilon >= 0 ? new LayerNormalization(epsilon) : throw node.Damaged($"its epsilon is {epsilon}");
    }

    /// <summary>Reads epsilon and the attribute of some operators that says the type to compute in, which is FLOAT.</summary>
    public static LayerNormalization ReadWithType(OnnxNode node) =>
        node.Attributes.Int("stash_type") is { } stash && stash != 1
            ? throw node.Unsupported($"its stash_type is {stash}; supported is 1, FLOAT")
            : Read(node);

    /// <summary>Normalizes over all axes from one on, without scale and bias.</summary>
    public static Tensor OverRows(OnnxNode node, LayerNormalization normalization, Tensor x, int axis) =>
        OverRows(node, normalization, x, new Shape(ElementCount.Of(x.Shape.Take(axis)), ElementCount.Of(x.Shape.Skip(axis))));

    /// <summary>Normalizes each row of a tensor that is seen as a matrix, without scale and bias.</summary>
    public static Tensor OverRows(OnnxNode node, LayerNormalization normalization, Tensor x, Shape matrix) =>
        node.Emit(new Reshape(x.Shape), node.Emit(normalization, node.Emit(new Reshape(matrix), x)));

    /// <summary>1 / sqrt(x + epsilon).</summary>
    public static Tensor InverseRoot(OnnxNode node, Tensor x, float epsilon)
    {
        Tensor addend = node.FloatTensor($"{node.Name}.epsilon", Shape.Scalar, [epsilon]);
        return node.Emit(new Rsqrt(), node.Emit(new Add(ActivationRange.None), x, addend));
    }

    /// <summary>Makes the normalized tensor [N, C, ...], times a scale and plus a bias for each channel, the output of a node.</summary>
    public static void OutputScaled(OnnxNode node, Tensor normalized, Tensor scale, Tensor bias)
    {
        Tensor product = node.Emit(new Mul(ActivationRange.None), normalized, ForChannels(scale));
        node.Output(new Add(ActivationRange.None), product, ForChannels(bias));

        // [C, 1, ...] lines the channels up with axis 1.
        Tensor ForChannels(Tensor parameter)
        {
            Shape shape = new([normalized.Shape[1], .. Enumerable.Repeat(1, normalized.Shape.Rank - 2)]);
            return parameter.IsConstant ? Graphs.Tensor.Constant(parameter.Name, shape, parameter.Values<float>()) : node.Emit(new Reshape(shape), parameter);
        }
    }

    /// <summary>A parameter that has one element for each of so many channels.</summary>
    public static Tensor Parameter(OnnxNode node, int input, int channels)
    {
        Tensor parameter = node.Tensor(input);
        return parameter.Shape == new Shape(channels)
            ? parameter
            : throw node.Damaged($"its input '{node.InputName(input)}' is {parameter.Shape} for {channels} channels");
    }
}
