using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Reductions, searches and normalizations of TensorFlow Lite files, with the numbers that TensorFlow Lite Micro's own tests have.</summary>
[TestClass]
public sealed class TfLiteReductionTests
{
    private static readonly float[] _x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

    [TestMethod]
    [DataRow(BuiltinOperator.MEAN, "Mean")]
    [DataRow(BuiltinOperator.SUM, "ReduceSum")]
    [DataRow(BuiltinOperator.REDUCE_MAX, "ReduceMax")]
    [DataRow(BuiltinOperator.REDUCE_MIN, "ReduceMin")]
    [DataRow(BuiltinOperator.REDUCE_PROD, "ReduceProd")]
    public void ReductionsSortTheirAxes(object code, string expected)
    {
        Graph kept = Import(TfLiteTestModel.Of((BuiltinOperator)code, BuiltinOptions.Reducer, [(0, true)], Float("x", 1, 4, 3, 2), Integers("axes", -2, 1), Float("y", 1, 1, 1, 2)));
        Graph dropped = Import(TfLiteTestModel.Of((BuiltinOperator)code, BuiltinOptions.Reducer, [], Float("x", 1, 4, 3, 2), Integers("axes", 2, 1, 1), Float("y", 1, 2)));

        Assert.AreEqual(expected, kept.Nodes[0].Operator.Name);
        Assert.AreSequenceEqual(new[] { 1, 2 }, ((Reduction)kept.Nodes[0].Operator).Axes);
        Assert.AreEqual(new Shape(1, 2), dropped.Outputs[0].Shape);
    }

    [TestMethod]
    [DataRow(BuiltinOperator.MEAN, new[] { 6f, 7, 18, 19 })]
    [DataRow(BuiltinOperator.SUM, new[] { 36f, 42, 108, 114 })]
    [DataRow(BuiltinOperator.REDUCE_MAX, new[] { 11f, 12, 23, 24 })]
    [DataRow(BuiltinOperator.REDUCE_MIN, new[] { 1f, 2, 13, 14 })]
    public void ReductionsOfFloatsAndIntegersGiveTheReferencesNumbers(object code, float[] expected)
    {
        TfLiteTestTensor axes = Integers("axes", 1, 2);
        float[] real = Run<float, float>(TfLiteTestModel.Of((BuiltinOperator)code, BuiltinOptions.Reducer, [], Float("x", 2, 2, 3, 2), axes, Float("y", 2, 2)), _x);
        sbyte[] stored = Run<sbyte, sbyte>(TfLiteTestModel.Of((BuiltinOperator)code, BuiltinOptions.Reducer, [], Int8("x", 1, 3, 2, 2, 3, 2), axes, Int8("y", 1, 3, 2, 2)), [.. _x.Select(value => (sbyte)(value + 3))]);

        CollectionAssert.AreEqual(expected, real);
        CollectionAssert.AreEqual(expected.Select(value => (sbyte)(value + 3)).ToArray(), stored);
    }

    [TestMethod]
    public void AProductOfIntegersIsComputedAsRealValues()
    {
        Graph graph = Import(TfLiteTestModel.Of(BuiltinOperator.REDUCE_PROD, BuiltinOptions.Reducer, [], Int8("x", 0.5f, 0, 1, 3), Integers("axes", 1), Int8("y", 0.25f, 1, 1)));

        Assert.AreEqual("ReduceProd", graph.Nodes.Single().Operator.Name);
        CollectionAssert.AreEqual(new sbyte[] { 13 }, Run<sbyte, sbyte>(graph, [2, 3, 4]));
    }

    [TestMethod]
    [DataRow(BuiltinOperator.ARG_MAX, BuiltinOptions.ArgMax, 3, new[] { 3, 1 })]
    [DataRow(BuiltinOperator.ARG_MIN, BuiltinOptions.ArgMin, 3, new[] { 0, 0 })]
    [DataRow(BuiltinOperator.ARG_MAX, BuiltinOptions.ArgMax, -2, new[] { 0, 1, 0, 0 })]
    public void IndicesOfExtremesAreTheReferences(object code, object options, int axis, int[] expected)
    {
        int[] shape = axis == 3 ? [1, 1, 2] : [1, 1, 4];
        float[] x = [1, 2, 7, 8, 1, 9, 7, 3];
        TfLiteTestTensor along = Integers("axis", axis) with { Shape = [] };
        int[] real = Run<float, int>(TfLiteTestModel.Of((BuiltinOperator)code, (BuiltinOptions)options, [(0, (byte)2)], Float("x", 1, 1, 2, 4), along, new TfLiteTestTensor("y", TensorType.INT32, shape)), x);
        long[] stored = Run<sbyte, long>(TfLiteTestModel.Of((BuiltinOperator)code, (BuiltinOptions)options, [(0, (byte)4)], Int8("x", 0.5f, -9, 1, 1, 2, 4), along, new TfLiteTestTensor("y", TensorType.INT64, shape)), [.. x.Select(value => (sbyte)((2 * value) - 9))]);

        CollectionAssert.AreEqual(expected, real);
        CollectionAssert.AreEqual(expected.Select(index => (long)index).ToArray(), stored);
    }

    [TestMethod]
    public void L2NormalizationGivesTheReferencesNumbers()
    {
        float[] real = Run<float, float>(TfLiteTestModel.Of(BuiltinOperator.L2_NORMALIZATION, BuiltinOptions.L2Norm, [], Float("x", 1, 6), Float("y", 1, 6)), [-1.1f, 0.6f, 0.7f, 1.2f, -0.7f, 0.1f]);
        sbyte[] stored = Run<sbyte, sbyte>(
            TfLiteTestModel.Of(BuiltinOperator.L2_NORMALIZATION, BuiltinOptions.L2Norm, [], Int8("x", 4f / 255, -1, 2, 6), Int8("y", 1f / 128, 0, 2, 6)),
            [-71, 37, 44, 76, -46, 5, -1, -1, -1, -1, -1, -1]);

        CollectionAssert.AreEqual(new[] { -0.55f, 0.3f, 0.35f, 0.6f, -0.35f, 0.05f }, Array.ConvertAll(real, value => MathF.Round(value, 6)));
        CollectionAssert.AreEqual(new sbyte[] { -70, 38, 45, 77, -45, 6, 0, 0, 0, 0, 0, 0 }, stored);
    }

    [TestMethod]
    public void LogSoftmaxGivesTheReferencesNumbers()
    {
        float[] x = [0, -6, 2, 4, 3, -2, 10, 1];
        float[] real = Run<float, float>(TfLiteTestModel.Of(BuiltinOperator.LOG_SOFTMAX, BuiltinOptions.LogSoftmax, [], Float("x", 2, 4), Float("y", 2, 4)), x);
        const float scale = 20f / 255;
        sbyte[] stored = Run<sbyte, sbyte>(
            TfLiteTestModel.Of(BuiltinOperator.LOG_SOFTMAX, BuiltinOptions.LogSoftmax, [], Int8("x", scale, 0, 2, 4), Int8("y", 1f / 16, 127, 2, 4)),
            [.. x.Select(value => (sbyte)MathF.Round(value / scale, MidpointRounding.AwayFromZero))]);

        float[] expected = [-4.14297f, -10.14297f, -2.14297f, -.142971f, -7.00104f, -12.00104f, -.00104087f, -9.00104f];
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], real[i], 1e-5);
        CollectionAssert.AreEqual(new sbyte[] { 61, -36, 93, 125, 15, -65, 127, -16 }, stored);
    }

    private static TOut[] Run<TIn, TOut>(TfLiteTestModel model, TIn[] x)
        where TIn : unmanaged
        where TOut : unmanaged => Run<TIn, TOut>(Import(model), x);

    private static TOut[] Run<TIn, TOut>(Graph graph, TIn[] x)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        TinyModel model = PackedGraph.Load(graph);
        x.CopyTo(model.Input<TIn>());
        model.Invoke();
        return model.Output<TOut>().ToArray();
    }

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);
}
