using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>SOFTMAX from int8 to int16, as keyword models with SVDF layers end.</summary>
[TestClass]
public sealed class TfLiteWideSoftmaxTests
{
    [TestMethod]
    public void ProbabilitiesHaveSixteenBits()
    {
        sbyte[] values = [-128, 100, 90, 127];
        TinyModel model = PackedGraph.Load(TfLiteImporter.Import("model.tflite", Model(1f / 65536, -32768).Write(), "Model", CancellationToken.None));

        values.CopyTo(model.Input<sbyte>());
        model.Invoke();

        double[] exponentials = [.. values.Select(value => Math.Exp(0.05 * value))];
        short[] y = model.Output<short>().ToArray();
        for (int i = 0; i < y.Length; i++) Assert.AreEqual(65536 * exponentials[i] / exponentials.Sum(), y[i] + 32768, 4, $"element {i}");
    }

    [TestMethod]
    [DataRow(1f / 32768, -32768)]
    [DataRow(1f / 65536, 0)]
    public void AnotherScaleIsRefused(float scale, int zeroPoint)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => TfLiteImporter.Import("model.tflite", Model(scale, zeroPoint).Write(), "Model", CancellationToken.None));

        Assert.AreEqual("TML1004", exception.Diagnostic.Code);
        Assert.Contains("SOFTMAX from INT8 to INT16 with another scale", exception.Message);
    }

    private static TfLiteTestModel Model(float scale, int zeroPoint) => TfLiteTestModel.Of(
        BuiltinOperator.SOFTMAX,
        BuiltinOptions.Softmax,
        [(0, 1f)],
        Int8("x", 0.05f, 0, 1, 4),
        new TfLiteTestTensor("y", TensorType.INT16, [1, 4]) { Scales = [scale], ZeroPoints = [zeroPoint] });
}
