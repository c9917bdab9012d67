using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// BatchNormalization at inference, scale * (x - mean) / sqrt(variance + epsilon) + bias for each channel (Ioffe and Szegedy
/// 2015),
/// as a product and a sum, which simplification folds into a convolution before them.
/// </summary>
internal static class BatchNormalizationImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(5, 5);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank < 2) throw node.Damaged($"its input has {x.Shape.Rank} dimensions");
        if (node.Attributes.Int("training_mode") is { } training && training != 0)
            throw node.Unsupported("it is in training mode");
        if (node.Opset < 9 && node.Attributes.Int("spatial") is { } spatial && spatial == 0)
            throw node.Unsupported("it normalizes each element by itself (spatial is 0)");
        node.Attributes.Ignore("momentum");
        float epsilon = node.Attributes.Float("epsilon") ?? 1e-5f;

        int channels = x.Shape[1];
        float[] scale = Channel(1, "scale"), bias = Channel(2, "bias");
        float[] mean = Channel(3, "mean"), variance = Channel(4, "variance");
        float[] factors = new float[channels], addends = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            double factor = scale[c] / Math.Sqrt((double)variance[c] + epsilon);
            factors[c] = (float)factor;
            addends[c] = (float)(bias[c] - (mean[c] * factor));
            if (!float.IsFinite(factors[c]) || !float.IsFinite(addends[c]))
                throw node.Damaged($"the variance of channel {c} is {variance[c]}");
        }

        // [C, 1, ...] lines the channels up with axis 1 of the input.
        Shape shape = new([channels, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]);
        Tensor product = node.Emit(new Mul(ActivationRange.None), x, Tensor.Constant($"{node.Name}.factor", shape, factors));
        node.Output(new Add(ActivationRange.None), product, Tensor.Constant($"{node.Name}.addend", shape, addends));

        float[] Channel(int input, string role)
        {
            float[] values = node.Floats(input, role);
            return values.Length == channels
                ? values
                : throw node.Damaged($"its {role} has {values.Length} elements for {channels} channels");
        }
    }
}
