using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>What activations of 16 bits give: of models whose weights int8 holds exactly, so that nothing but activations is rounded.</summary>
[TestClass]
public sealed class Int16ActivationTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("kws_float_bn.onnx", "data/kws_calibration.npz")]
    [DataRow("ic_float.tflite", "golden/ic_float.npz")]
    [DataRow("ad_float.tflite", "golden/ad_float.npz")]
    public void NoiseIsFarBelowThatOfEightBits(string model, string calibration)
    {
        var source = new QuantizedModel(model, calibration, QuantizationMode.None);
        Graph exact = source.Source.With(source.Source.Nodes.Select(node => WeightedLayer.Of(node) is null ? node : node.With(inputs: Exact(node))));

        double narrow = Sqnr(QuantizationMode.Int8), wide = Sqnr(QuantizationMode.Int16x8);

        TestContext.WriteLine($"{model}: {narrow:0.0} dB as Int8, {wide:0.0} dB as Int16x8");
        Assert.IsGreaterThan(narrow + 20, wide);
        Assert.IsGreaterThan(60, wide);

        double Sqnr(QuantizationMode mode)
        {
            QuantizedGraph quantized = Quantizer.Quantize(exact, model, mode, source.Calibration, CancellationToken.None);
            return Evaluator.Measure(exact, QuantizedModel.Pack(quantized.Graph).Bytes, source.Calibration, CancellationToken.None).SqnrDb!.Value;
        }
    }

    // The weights as int8 holds them, as real numbers.
    private static IEnumerable<Tensor> Exact(Node node)
    {
        Tensor weights = node.Inputs[1], quantized = WeightQuantizer.Quantize(node, 1)[0];
        QuantizationParameters parameters = quantized.Quantization!;
        int run = parameters.Axis == 0 ? (int)(weights.Shape.ElementCount / weights.Shape[0]) : 1;
        float[] values = [.. quantized.Values<sbyte>().ToArray().Select((value, i) => value * parameters.Scales[i / run % parameters.Scales.Length])];
        return node.Inputs.Select((input, i) => i == 1 ? Tensor.Constant(weights.Name, weights.Shape, values) : input);
    }
}
