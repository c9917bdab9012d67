using System;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Tests.Reconstruct;

[TestClass]
public sealed class ReceptiveFieldTests
{
    [TestMethod]
    public void FiltersTimesWhatTheySeeIsWhatTheKernelComputes()
    {
        foreach (Node node in LayerSamples.All)
        {
            WeightedLayer layer = WeightedLayer.Of(node)!.Value;
            float[] input = LayerSamples.Inputs(node, 1, seed: 3)[0], weights = layer.Weights.Values<float>().ToArray();
            Node fed = node.With(inputs: [Tensor.Constant("x", node.Input.Shape, input), node.Inputs[1]]);
            ReadOnlySpan<float> expected = MemoryMarshal.Cast<byte, float>(KernelEvaluation.Run(fed));

            var field = new ReceptiveField(layer);
            double[] seen = new double[field.Length];
            for (int i = 0; i < expected.Length; i++)
            {
                int channel = i % field.OutputChannels;
                field.See(input, i / field.OutputChannels, channel / (field.OutputChannels / field.Groups), seen);
                double sum = 0;
                for (int element = 0; element < seen.Length; element++) sum += seen[element] * weights[field.WeightIndex(channel, element)];
                Assert.AreEqual(expected[i], sum, 1e-5, $"{node}, element {i}");
            }
        }
    }
}
