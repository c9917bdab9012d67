using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Lower;
using static TinyMl.Tasks.Tests.Graphs.StateSamples;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class QuantizingStates
{
    private const int Steps = 6;

    [TestMethod]
    public void AStateHasTheScaleOfWhatItBecomes()
    {
        Tensor x = Floats("x", 1, 3), state = Floats("state", 1, 3), faded = Floats("faded", 1, 3), next = Floats("next", 1, 3);
        Graph graph = new(
            "g",
            [x],
            [next],
            [Compute(faded, new Mul(ActivationRange.None), state, Tensor.Constant("half", new Shape(1), [0.5f])), Compute(next, new Add(ActivationRange.None), faded, x)],
            [new State(state, next, Tensor.Constant("initial", new Shape(1, 3), [1, -2, 0.5f]))]);

        Graph quantized = RequireNear(graph);

        Assert.AreEqual(quantized.States[0].Next.Quantization, quantized.States[0].Current.Quantization);
        Assert.HasCount(2, quantized.Nodes);
    }

    [TestMethod]
    public void AStateTakesAPrescribedScale()
    {
        Tensor x = Floats("x", 1, 3), state = Floats("state", 1, 3), sum = Floats("sum", 1, 3), next = Floats("next", 1, 3);
        Graph graph = new(
            "g", [x], [next], [Compute(sum, new Add(ActivationRange.None), state, x), Compute(next, new Tanh(), sum)], [new State(state, next)]);

        Graph quantized = RequireNear(graph);

        Assert.AreEqual(1f / 128, quantized.States[0].Current.Quantization!.Scale);
        Assert.HasCount(2, quantized.Nodes);
    }

    [TestMethod]
    public void AStateThatCannotHaveTheScaleIsRescaled()
    {
        Tensor x = Floats("x", 1, 3), first = Floats("first", 1, 3), second = Floats("second", 1, 3);
        Tensor unit = Floats("unit", 1, 3), share = Floats("share", 1, 3), sum = Floats("sum", 1, 3);
        Graph graph = new(
            "g",
            [x],
            [sum],
            [Compute(unit, new Tanh(), first), Compute(share, new Logistic(), second), Compute(sum, new Add(ActivationRange.None), unit, share)],
            [new State(first, x), new State(second, unit), new State(share.As(ElementType.Float32, null), share)]);

        RequireNear(graph.WithoutUnused());
    }

    // Six inferences of the float and of the int8 graph, from initial states.
    private static Graph RequireNear(Graph graph)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 32 * 3).Select(_ => (4 * random.NextSingle()) - 2)];
        SampleSet samples = DataFolder.Samples(graph.Inputs, [32, 3], values);
        Graph quantized = Quantizer.Quantize(graph, "g", QuantizationMode.Int8, samples, CancellationToken.None).Graph;

        float[] expected = [.. Outputs(graph, values)], actual = [.. Outputs(quantized, values)];
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], 0.1f, $"output {i}");
        return quantized;
    }

    private static IEnumerable<float> Outputs(Graph graph, float[] values)
    {
        TinyModel model = PackedGraph.Load(graph);
        float[] output = new float[3];
        for (int step = 0; step < Steps; step++)
        {
            model.Run(values.AsSpan(3 * step, 3), output);
            foreach (float value in output) yield return value;
        }
    }
}
