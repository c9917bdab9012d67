using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Makes integer tensors fit the kernels that know only one scale, as <see cref="IntegerForm"/> says: what moves, averages or selects
/// elements keeps their scale, and softmax, logistic and tanh have a fixed one. Where a tensor has another, a Quantize node goes between. Models that
/// follow the TensorFlow Lite 8-bit quantization specification need none. What has no integer kernel computes with real values.
/// </summary>
internal static class QuantizationAlignment
{
    /// <summary>The node, with what must run before and after it.</summary>
    public static IEnumerable<Node> Align(Node node)
    {
        if (!IsQuantized(node.Output)) return [node];

        // A softmax from int8 to int16, whose scale the importer has checked.
        if (node is { Operator: Softmax, Input.Type: ElementType.Int8, Output.Type: ElementType.Int16 }) return [node];

        if (!node.Operator.ComputesWith(node.Output.Type)) return WithRealValues(node);
        if (node.Operator.IntegerForm == IntegerForm.InputScale)
        {
            // What has no scale is data, and moves as it is.
            Tensor[] quantized = [.. node.Inputs.Where(IsQuantized)];
            return quantized.Length switch
            {
                0 => [node],
                1 => WithOutput(node, Int8Lowering.Parameters(quantized[0]), Steps(node.Output)),
                _ => WithInputs(node),
            };
        }

        return node.Operator.IntegerForm.Prescribed(node.Output.Type) is { } prescribed ? WithOutput(node, prescribed, byte.MaxValue) : [node];
    }

    private static IEnumerable<Node> WithInputs(Node node)
    {
        var inputs = new List<Tensor>();
        foreach (Tensor input in node.Inputs)
        {
            if (!IsQuantized(input) || AreAlike(input, node.Output, Steps(input)))
            {
                inputs.Add(input);
                continue;
            }

            Tensor aligned = input.As(node.Output.Type, node.Output.Quantization);
            inputs.Add(aligned);
            yield return Requantize(node, input, aligned);
        }

        yield return inputs.SequenceEqual(node.Inputs) ? node : node.With(inputs: inputs);
    }

    private static IEnumerable<Node> WithOutput(Node node, QuantizationParameters parameters, int steps)
    {
        Tensor computed = node.Output.As(node.Output.Type, parameters);
        return AreAlike(computed, node.Output, steps) ? [node] : [node.With(outputs: [computed]), Requantize(node, computed, node.Output)];
    }

    private static IEnumerable<Node> WithRealValues(Node node)
    {
        var inputs = new List<Tensor>();
        foreach (Tensor input in node.Inputs)
        {
            if (!IsQuantized(input))
            {
                inputs.Add(input);
                continue;
            }

            Tensor real = input.As(ElementType.Float32, null);
            inputs.Add(real);
            yield return new Node($"{node.Name}.dequantize", new Dequantize(), [input], [real]);
        }

        Tensor computed = node.Output.As(ElementType.Float32, null);
        yield return node.With(inputs: inputs, outputs: [computed]);
        yield return new Node($"{node.Name}.quantize", new Quantize(), [computed], [node.Output]);
    }

    private static Node Requantize(Node node, Tensor from, Tensor to) => new($"{node.Name}.requantize", new Quantize(), [from], [to]);

    // Integers without a scale are data.
    private static bool IsQuantized(Tensor tensor) => tensor is { Type: ElementType.Int8 or ElementType.Int16, Quantization: not null };

    private static int Steps(Tensor tensor) => tensor.Type == ElementType.Int16 ? ushort.MaxValue : byte.MaxValue;

    // Scales so near to one another that over so many steps going from one to the other would change no stored value.
    private static bool AreAlike(Tensor left, Tensor right, int steps) =>
        Int8Lowering.ZeroPoint(left) == Int8Lowering.ZeroPoint(right)
        && Math.Abs(((double)Int8Lowering.Scale(left) / Int8Lowering.Scale(right)) - 1) * steps < 0.5;
}
