using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>Small graphs with states.</summary>
internal static class StateSamples
{
    /// <summary>An activation of floats.</summary>
    public static Tensor Floats(string name, params int[] shape) => new(name, ElementType.Float32, new Shape(shape));

    /// <summary>A node that computes a tensor.</summary>
    public static Node Compute(Tensor output, Operator @operator, params Tensor[] inputs) => new(output.Name, @operator, inputs, [output]);

    /// <summary>sum += x, which the output is.</summary>
    public static Graph Sum(Tensor? initial = null)
    {
        Tensor x = Floats("x", 1, 3), sum = Floats("sum", 1, 3), next = Floats("next", 1, 3);
        return new Graph("Sum", [x], [next], [Compute(next, new Add(ActivationRange.None), sum, x)], [new State(sum, next, initial)]);
    }

    /// <summary>
    /// Two states that change places, one that becomes the input, one a constant, a sum with a constant start, and an int8 one; the
    /// outputs are what they were.
    /// </summary>
    public static Graph Mixed()
    {
        Tensor x = Floats("x", 1, 3);
        Tensor[] current = [.. Enumerable.Range(0, 5).Select(i => Floats($"current{i}", 1, 3))];
        Tensor sum = Floats("sum", 1, 3), flat = Floats("flat", 3);
        var quantization = new QuantizationParameters(0.5f, 7);
        Tensor bytes = new("bytes", ElementType.Int8, new Shape(1, 3), quantization), nextBytes = bytes.As(ElementType.Int8, quantization), real = Floats("real", 1, 3);
        return new Graph(
            "Mixed",
            [x],
            [.. current, flat, real],
            [
                Compute(sum, new Add(ActivationRange.None), current[4], x),
                Compute(flat, new Reshape(new Shape(3)), current[0]),
                Compute(real, new Dequantize(), bytes),
                Compute(nextBytes, new Quantize(), x),
            ],
            [
                new State(current[0], current[1], Constant(1, 2, 3)),
                new State(current[1], current[0], Constant(4, 5, 6)),
                new State(current[2], x),
                new State(current[3], Constant(7, 8, 9)),
                new State(current[4], sum, Constant(10, 10, 10)),
                new State(bytes, nextBytes),
            ]);
    }

    private static Tensor Constant(params float[] values) => Tensor.Constant("constant", new Shape(1, values.Length), values);
}
