using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Conversions of uint8 at the edges of TensorFlow Lite files that compute with int8 inside.</summary>
[TestClass]
public sealed class TfLiteUInt8Tests
{
    [TestMethod]
    public void AZeroPointThatIs128LessFlipsTheSignBit()
    {
        Graph toInt8 = Convert(UInt8("x", 0.5f, 130), Int8("y", 0.5f, 2, 4)), toUInt8 = Convert(Int8("x", 0.5f, 2, 4), UInt8("y", 0.5f, 130));

        Assert.AreEqual("Reinterpret", toInt8.Simplified().Operators());
        Assert.AreEqual("Reinterpret", toUInt8.Simplified().Operators());
        CollectionAssert.AreEqual(new sbyte[] { -128, -127, 0, 127 }, Run<byte, sbyte>(toInt8.Simplified(), 0, 1, 128, 255));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 128, 255 }, Run<sbyte, byte>(toUInt8.Simplified(), -128, -127, 0, 127));
    }

    [TestMethod]
    public void AnotherScaleRequantizes()
    {
        CollectionAssert.AreEqual(new sbyte[] { -128, 4, 6, 127 }, Run<byte, sbyte>(Convert(UInt8("x", 0.5f, 130), Int8("y", 0.25f, 4, 4)), 0, 130, 131, 255));
        CollectionAssert.AreEqual(new byte[] { 66, 130, 131, 194 }, Run<sbyte, byte>(Convert(Int8("x", 0.25f, 0, 4), UInt8("y", 0.5f, 130)), -128, 0, 2, 127));
        CollectionAssert.AreEqual(new byte[] { 0, 10, 12, 255 }, Run<byte, byte>(Convert(UInt8("x", 0.5f, 130), UInt8("y", 0.25f, 10)), 0, 130, 131, 255));
    }

    [TestMethod]
    public void RealValuesBecomeUInt8AndComeBack()
    {
        CollectionAssert.AreEqual(new byte[] { 0, 130, 132, 255 }, Run<float, byte>(Convert(Float("x", 4), UInt8("y", 0.5f, 130)), -100, 0, 1.2f, 100));
        CollectionAssert.AreEqual(new[] { -65, 0, 0.5f, 62.5f }, Run<byte, float>(Convert(UInt8("x", 0.5f, 130), Float("y", 4), BuiltinOperator.DEQUANTIZE), 0, 130, 131, 255));
    }

    [TestMethod]
    public void UInt8WithoutAScaleIsDamaged()
    {
        DiagnosticException refusal = Assert.ThrowsExactly<DiagnosticException>(() => Convert(new TfLiteTestTensor("x", TensorType.UINT8, [4]), Int8("y", 0.5f, 2, 4)));

        Assert.AreEqual("TML1003", refusal.Diagnostic.Code);
        StringAssert.Contains(refusal.Message, "reads 'x', which has no scale");
    }

    private static TfLiteTestTensor UInt8(string name, float scale, int zeroPoint) => new(name, TensorType.UINT8, [4]) { Scales = [scale], ZeroPoints = [zeroPoint] };

    private static Graph Convert(TfLiteTestTensor x, TfLiteTestTensor y, BuiltinOperator conversion = BuiltinOperator.QUANTIZE)
    {
        BuiltinOptions options = conversion == BuiltinOperator.QUANTIZE ? BuiltinOptions.Quantize : BuiltinOptions.Dequantize;
        return TfLiteImporter.Import("test.tflite", TfLiteTestModel.Of(conversion, options, [], x, y).Write(), "Test", CancellationToken.None);
    }

    private static TOut[] Run<TIn, TOut>(Graph graph, params TIn[] x)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        TinyModel model = PackedGraph.Load(graph);
        x.CopyTo(model.Input<TIn>());
        model.Invoke();
        return model.Output<TOut>().ToArray();
    }
}
