using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Evaluate;

[TestClass]
public sealed class WeightNoiseTests
{
    private static readonly float[] Input = [0.5f, 1];

    [TestMethod]
    public void ALayersOwnWeightsMakeItsNoise()
    {
        // The first layer is exact at this scale; of the second, 3.5 becomes 4 and the output 4.5 instead of 4.
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 2);
        Tensor y = builder.Add(new FullyConnected(ActivationRange.None), x, Weights("first", [2, 2], 1, 0, 0, 1));
        Tensor z = builder.Add(new FullyConnected(ActivationRange.None), y, Weights("second", [1, 2], 1, 3.5f));
        Graph source = builder.Build(z);
        Graph packed = source.With(source.Nodes.Select(node => node.With(inputs: [node.Input, Rounded(node.Inputs[1])])));
        var quantized = new QuantizedGraph(packed, new Dictionary<Tensor, Tensor> { [y] = y, [z] = z }, Taken: null);
        SampleSet samples = DataFolder.Samples(source.Inputs, [1, 2], Input);

        IReadOnlyDictionary<Node, double?> noise = WeightNoise.Measure(source, quantized, samples, CancellationToken.None);

        Assert.IsNull(noise[packed.Nodes[0]]);
        Assert.AreEqual(18.0618, noise[packed.Nodes[1]]!.Value, 1e-3); // 10 log10(4^2 / 0.5^2)
    }

    private static Tensor Weights(string name, int[] shape, params float[] values) => Tensor.Constant(name, new Shape(shape), values);

    private static Tensor Rounded(Tensor weights)
    {
        int channels = weights.Shape[0];
        return Tensor.Constant<sbyte>(
            weights.Name,
            ElementType.Int8,
            weights.Shape,
            [.. weights.Values<float>().ToArray().Select(value => (sbyte)System.Math.Round(value, System.MidpointRounding.AwayFromZero))],
            new QuantizationParameters([.. Enumerable.Repeat(1f, channels)], [.. new int[channels]], 0));
    }
}
