using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class QuantizedModelTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("kws_float_bn.onnx", 0.935, 0.925)]
    [DataRow("kws_hybrid.tflite", 0.910, 0.905)]
    public void KeywordsStayAccurate(string model, double expected, double least)
    {
        var quantized = new QuantizedModel(model, "data/kws_calibration.npz");

        AccuracyReport accuracy = quantized.Measure(quantized.Read("data/kws_validation.npz", withTargets: true));

        TestContext.WriteLine($"{model}: {string.Join(", ", quantized.Result.Taken!.Activations.Select(activation => activation.Method).Distinct())} {accuracy}");
        Assert.AreEqual(expected, accuracy.Float, 1e-9);
        Assert.IsGreaterThanOrEqualTo(least, accuracy.Packed);
    }

    [TestMethod]
    public void KeywordsWithActivationsOf16BitsLoseNoUtterance()
    {
        var quantized = new QuantizedModel("kws_float_bn.onnx", "data/kws_calibration.npz", QuantizationMode.Int16x8);

        AccuracyReport accuracy = quantized.Measure(quantized.Read("data/kws_validation.npz", withTargets: true));

        TestContext.WriteLine($"{accuracy}");
        Assert.AreEqual(accuracy.Float, accuracy.Packed);
        Assert.IsGreaterThan(37, accuracy.SqnrDb!.Value);
    }

    [TestMethod]
    [DataRow("vww_float", 16)]
    [DataRow("ic_float", 14)]
    public void ImagesKeepTheirClass(string model, int least)
    {
        var quantized = new QuantizedModel(model + ".tflite", $"golden/{model}.npz");

        AccuracyReport accuracy = quantized.Measure(quantized.Calibration);

        TestContext.WriteLine($"{model}: {string.Join(", ", quantized.Result.Taken!.Activations.Select(activation => activation.Method).Distinct())} {accuracy}");
        foreach ((Node node, double? decibels) in Noise(quantized)) TestContext.WriteLine($"{node} {decibels:0.0} dB");
        Assert.AreEqual(16, accuracy.Samples);
        Assert.IsGreaterThanOrEqualTo(least, (int)System.Math.Round(accuracy.Packed * 16));
    }

    [TestMethod]
    public void AnAutoencoderKeepsItsOutput()
    {
        var quantized = new QuantizedModel("ad_float.tflite", "golden/ad_float.npz");

        AccuracyReport accuracy = quantized.Measure(quantized.Calibration);

        Assert.IsGreaterThan(46, accuracy.SqnrDb!.Value);
    }

    [TestMethod]
    public void Float16KeepsTheClassesOfFloat()
    {
        var quantized = new QuantizedModel("ic_float.tflite", "golden/ic_float.npz", QuantizationMode.Float16);

        AccuracyReport accuracy = quantized.Measure(quantized.Calibration);

        Assert.AreEqual(1, accuracy.Agreement);
        Assert.IsGreaterThan(50, accuracy.SqnrDb!.Value);
    }

    [TestMethod]
    public void AModelThatWasQuantizedAgreesWithItself()
    {
        var quantized = new QuantizedModel("kws_int8.tflite", "golden/kws_int8.npz");

        AccuracyReport accuracy = quantized.Measure(quantized.Calibration);

        Assert.AreSame(quantized.Source, quantized.Result.Graph);
        Assert.AreEqual(new AccuracyReport("agreement", 1, 1, 16, 1, null), accuracy);
    }

    [TestMethod]
    public void EveryLayerOfAQuantizedModelHasItsNoise()
    {
        var quantized = new QuantizedModel("ad_float.tflite", "golden/ad_float.npz");

        IReadOnlyDictionary<Node, double?> noise = Noise(quantized);

        Assert.HasCount(quantized.Result.Graph.Nodes.Length, noise);
        Assert.IsTrue(noise.Values.All(decibels => decibels is > 10 and < 80));
    }

    [TestMethod]
    public void SizesDependOnTheCalibrationByTheBitsOfTheBiases()
    {
        var quantized = new QuantizedModel("ic_float.tflite", "golden/ic_float.npz");

        int withoutData = QuantizedModel.Pack(Quantizer.WithoutData(quantized.Source, "m", QuantizationMode.Int8)).Bytes.Length;

        Assert.IsLessThanOrEqualTo(0.004 * withoutData, System.Math.Abs(withoutData - quantized.Packed.Bytes.Length));
    }

    [TestMethod]
    public void CancellationStopsTheCalibration()
    {
        var quantized = new QuantizedModel("ic_float.tflite", "golden/ic_float.npz", QuantizationMode.None);

        Assert.ThrowsExactly<System.OperationCanceledException>(() => Quantizer.Quantize(quantized.Source, "m", QuantizationMode.Int8, quantized.Calibration, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public void ALayerOfSeveralOutputsHasTheNoiseOfItsFirst()
    {
        var model = new QuantizedModel("mnist_lstm_float.tflite", "golden/mnist_lstm_float.npz", QuantizationMode.Int8);

        Assert.AreEqual(1, Noise(model).Keys.Count(node => node.Operator is Lstm));
    }

    private static IReadOnlyDictionary<Node, double?> Noise(QuantizedModel model) =>
        LayerNoise.Measure(model.Source, model.Result, new Dictionary<Tensor, ActivationPart>(), model.Calibration, CancellationToken.None);
}
