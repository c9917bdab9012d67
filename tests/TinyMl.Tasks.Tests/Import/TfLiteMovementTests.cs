using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Files of operators that move elements, run on counting numbers.</summary>
[TestClass]
public sealed class TfLiteMovementTests
{
    private static readonly TensorType[] _types = [TensorType.FLOAT32, TensorType.INT8, TensorType.UINT8, TensorType.INT16, TensorType.INT32, TensorType.INT64, TensorType.BOOL];

    // x is [2, 3] with the elements 0 to 5, but for tf.strided_slice's masks.
    [TestMethod]
    [DataRow(new[] { 0, 1 }, new[] { 2, 3 }, new[] { 1, 1 }, 0, 0, 0, 0, 0, false, new[] { 2, 2 }, new[] { 1, 2, 4, 5 })]
    [DataRow(new[] { 1, 0 }, new[] { 2, 3 }, new[] { 1, 1 }, 0, 0, 0, 0, 1, false, new[] { 3 }, new[] { 3, 4, 5 })]
    [DataRow(new[] { -1, -1 }, new[] { 0, 0 }, new[] { 1, 1 }, 0, 0, 0, 0, 3, false, new int[0], new[] { 5 })]
    [DataRow(new[] { 0, 1 }, new[] { 0, 2 }, new[] { 1, 1 }, 0, 0, 1, 0, 0, false, new[] { 2, 1 }, new[] { 1, 4 })]
    [DataRow(new[] { 0, 0, 0 }, new[] { 0, 0, 2 }, new[] { 1, 1, 1 }, 0, 0, 2, 1, 0, false, new[] { 1, 2, 2 }, new[] { 0, 1, 3, 4 })]
    [DataRow(new[] { 0, 0, 2 }, new[] { 0, 0, 0 }, new[] { 1, 1, -2 }, 2, 6, 0, 1, 0, false, new[] { 1, 2, 2 }, new[] { 2, 0, 5, 3 })]
    [DataRow(new[] { 1 }, new[] { 1 }, new[] { 1 }, 0, 0, 0, 0, 0, true, new[] { 1, 3 }, new[] { 3, 4, 5 })]
    [DataRow(new int[0], new int[0], new int[0], 0, 0, 0, 0, 0, false, new[] { 2, 3 }, new[] { 0, 1, 2, 3, 4, 5 })]
    public void StridedSlicesKnowAllMasks(int[] begins, int[] ends, int[] strides, int begin, int end, int ellipsis, int newAxis, int shrink, bool offset, int[] shape, int[] expected)
    {
        TfLiteTestTensor[] bounds = [Integers("begins", begins), Integers("ends", ends), Integers("strides", strides)];
        AssertGives(expected, TensorType.FLOAT32, type => TfLiteTestModel.Of(
            BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSlice, [(0, begin), (1, end), (2, ellipsis), (3, newAxis), (4, shrink), (5, offset)],
            [Of("x", type, 2, 3), .. begins.Length == 0 ? bounds.Select(tensor => tensor with { Data = null }) : bounds, Of("y", type, shape)]));
    }

    [TestMethod]
    public void EveryElementTypeMoves()
    {
        foreach (TensorType type in _types)
        {
            AssertGives([1, 2, 4, 5], type, t => TfLiteTestModel.Of(BuiltinOperator.SLICE, BuiltinOptions.Slice, [], Of("x", t, 2, 3), Integers("begins", 0, 1), Integers("sizes", -1, 2), Of("y", t, 2, 2)));
            AssertGives([2, 1, 0, 5, 4, 3], type, t => TfLiteTestModel.Of(BuiltinOperator.REVERSE_V2, BuiltinOptions.ReverseV2, [], Of("x", t, 2, 3), Integers("axes", -1), Of("y", t, 2, 3)));
            AssertGives([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5], type, t => TfLiteTestModel.Of(BuiltinOperator.TILE, BuiltinOptions.Tile, [], Of("x", t, 2, 3), Integers("repeats", 1, 2), Of("y", t, 2, 6)));
            AssertGives([0, 1, 2, 0, 1, 2], type, t => TfLiteTestModel.Of(BuiltinOperator.BROADCAST_TO, BuiltinOptions.BroadcastTo, [], Of("x", t, 3), Integers("shape", 2, 3), Of("y", t, 2, 3)));
            AssertGives([2, 2, 0, 5, 5, 3], type, t => TfLiteTestModel.Of(BuiltinOperator.GATHER, BuiltinOptions.Gather, [(0, 1)], Of("x", t, 2, 3), Integers("indices", 2, 2, 0), Of("y", t, 2, 3)));
            AssertGives([3, 4, 5, 0, 1, 2], type, t => TfLiteTestModel.Of(BuiltinOperator.GATHER_ND, BuiltinOptions.GatherNd, [], Of("x", t, 2, 3), Integers("indices", 1, 0) with { Shape = [2, 1] }, Of("y", t, 2, 3)));
            AssertGives([4, 3, 4, 5, 4, 1, 0, 1, 2, 1, 4, 3, 4, 5, 4, 1, 0, 1, 2, 1], type, t => TfLiteTestModel.Of(BuiltinOperator.MIRROR_PAD, BuiltinOptions.MirrorPad, [], Of("x", t, 2, 3), Integers("pads", 1, 1, 1, 1) with { Shape = [2, 2] }, Of("y", t, 4, 5)));
            AssertGives([1, 0, 0, 1, 2, 2, 4, 3, 3, 4, 5, 5], type, t => TfLiteTestModel.Of(BuiltinOperator.MIRROR_PAD, BuiltinOptions.MirrorPad, [(0, (byte)1)], Of("x", t, 2, 3), Integers("pads", 0, 0, 2, 1) with { Shape = [2, 2] }, Of("y", t, 2, 6)));
            AssertGives([0, 1, 2, 3, 4, 5], type, t => TfLiteTestModel.Of(BuiltinOperator.TRANSPOSE, BuiltinOptions.Transpose, [], Of("x", t, 2, 3, 1, 1, 1, 1), Integers("order", 5, 4, 0, 1, 3, 2), Of("y", t, 1, 1, 2, 3, 1, 1)));
        }
    }

    [TestMethod]
    public void PaddingTakesItsValueFromTheType()
    {
        AssertGives([0, 0, 1, 2, 0, 3, 4, 5], TensorType.INT32, t => TfLiteTestModel.Of(BuiltinOperator.PAD, BuiltinOptions.Pad, [], Of("x", t, 2, 3), Integers("pads", 0, 0, 1, 0) with { Shape = [2, 2] }, Of("y", t, 2, 4)));
        AssertGives([-9, 0, 1, 2, -9, 3, 4, 5], TensorType.INT64, t => TfLiteTestModel.Of(
            BuiltinOperator.PADV2, BuiltinOptions.PadV2, [], Of("x", t, 2, 3), Integers("pads", 0, 0, 1, 0) with { Shape = [2, 2] }, Of("value", t, 1).Filled(-9L), Of("y", t, 2, 4)));
    }

    [TestMethod]
    public void SplittingAndPackingAreInverse()
    {
        foreach (TensorType type in _types)
        {
            foreach ((BuiltinOperator code, BuiltinOptions options, int[] part) in new[] { (BuiltinOperator.SPLIT, BuiltinOptions.Split, new[] { 2, 1 }), (BuiltinOperator.UNPACK, BuiltinOptions.Unpack, [2]) })
            {
                bool unpacks = code == BuiltinOperator.UNPACK;
                var model = new TfLiteTestModel(
                    [Of("x", type, 2, 3), Integers("axis", -1), Of("a", type, part), Of("b", type, part), Of("c", type, part), Of("y", type, unpacks ? [2, 3] : [2, 3])],
                    [
                        new(code, unpacks ? [0] : [1, 0], [2, 3, 4]) { OptionsType = options, Options = unpacks ? [(0, 3), (1, -1)] : [(0, 3)] },
                        new(unpacks ? BuiltinOperator.PACK : BuiltinOperator.CONCATENATION, [4, 3, 2], [5])
                        {
                            OptionsType = unpacks ? BuiltinOptions.Pack : BuiltinOptions.Concatenation,
                            Options = unpacks ? [(0, 3), (1, 1)] : [(0, -1)],
                        },
                    ],
                    [0],
                    [5]);
                AssertGives([2, 1, 0, 5, 4, 3], type, _ => model);
            }

            var uneven = new TfLiteTestModel(
                [Of("x", type, 2, 3), Integers("lengths", 1, -1), Integers("axis", 1), Of("a", type, 2, 1), Of("b", type, 2, 2)],
                [new(BuiltinOperator.SPLIT_V, [0, 1, 2], [3, 4]) { OptionsType = BuiltinOptions.SplitV, Options = [(0, 2)] }],
                [0],
                [4, 3]);
            AssertGives([1, 2, 4, 5], type, _ => uneven);
        }
    }

    [TestMethod]
    public void IndicesMayBeInputs()
    {
        var model = new TfLiteTestModel(
            [Of("x", TensorType.FLOAT32, 2, 3), Of("indices", TensorType.INT64, 2, 2), Of("y", TensorType.FLOAT32, 2, 2)],
            [new(BuiltinOperator.GATHER, [0, 1], [2]) { OptionsType = BuiltinOptions.Gather, Options = [(0, 1), (1, 1)] }],
            [0, 1],
            [2]);
        TinyModel runtime = PackedGraph.Load(Import(model));
        Counting(TensorType.FLOAT32, 6).CopyTo(runtime.Input<byte>());
        new long[] { 2, 0, 1, -1 }.CopyTo(runtime.Input<long>(1));
        runtime.Invoke();

        CollectionAssert.AreEqual(new float[] { 2, 0, 4, 5 }, runtime.Output<float>().ToArray());
    }

    [TestMethod]
    public void TheShapesThatKerasComputesVanish()
    {
        // tf.reshape(x, [tf.shape(x)[0], 6]) with an open batch.
        var model = new TfLiteTestModel(
            [
                Of("x", TensorType.FLOAT32, 1, 2, 3) with { Signature = [-1, 2, 3] }, Of("shape", TensorType.INT32, 3), Integers("begin", 0), Integers("end", 1), Integers("stride", 1), Of("batch", TensorType.INT32),
                Of("six", TensorType.INT32).Filled(6), Of("target", TensorType.INT32, 2), Of("y", TensorType.FLOAT32, 1, 6), Of("filled", TensorType.FLOAT32, 1, 6), Of("value", TensorType.FLOAT32).Filled(2f),
            ],
            [
                new(BuiltinOperator.SHAPE, [0], [1]) { OptionsType = BuiltinOptions.Shape, Options = [(0, (byte)2)] },
                new(BuiltinOperator.STRIDED_SLICE, [1, 2, 3, 4], [5]) { OptionsType = BuiltinOptions.StridedSlice, Options = [(4, 1)] },
                new(BuiltinOperator.PACK, [5, 6], [7]) { OptionsType = BuiltinOptions.Pack, Options = [(0, 2)] },
                new(BuiltinOperator.RESHAPE, [0, 7], [8]),
                new(BuiltinOperator.FILL, [7, 10], [9]) { OptionsType = BuiltinOptions.Fill },
            ],
            [0],
            [8, 9, 1]);

        Graph graph = Import(model);

        Assert.AreEqual("Reshape", string.Join(", ", graph.Nodes.Select(node => node.Operator.Name)));
        TinyModel runtime = PackedGraph.Load(graph);
        runtime.Invoke();
        CollectionAssert.AreEqual(new float[] { 2, 2, 2, 2, 2, 2 }, runtime.Output<float>(1).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, runtime.Output<int>(2).ToArray());
    }

    [TestMethod]
    public void Int16IsResizedInRealNumbersWithTheIntegersWeights()
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinear, [(3, true)], Of("x", TensorType.INT16, 1, 2, 2, 1), Integers("size", 4, 3), Of("y", TensorType.INT16, 1, 4, 3, 1)));
        TinyModel model = PackedGraph.Load(graph);
        new short[] { -32768, 1000, 20, 32767 }.CopyTo(model.Input<short>());
        model.Invoke();

        // ResizeBilinearInteger's weights of the rows are 1, 3/4, 1/4 and 0, those of the columns 1, 512/1024 and 0 (scale 683, places -170, 512 and 1195).
        CollectionAssert.AreEqual(
            new short[] { -32768, -15884, 1000, -24571, -7815, 8942, -8177, 8324, 24825, 20, 16394, 32767 }.Select(value => (int)value).ToArray(),
            model.Output<short>().ToArray().Select(value => (int)value).ToArray());
    }

    [TestMethod]
    [DataRow(BuiltinOperator.TILE, "TML1003", "repeats [2, 3] [0, 1] times")]
    [DataRow(BuiltinOperator.BROADCAST_TO, "TML1003", "broadcasts [2, 3] to [0, 1]")]
    [DataRow(BuiltinOperator.RESIZE_BILINEAR, "TML1003", "resizes [2, 3] to [0, 1]")]
    [DataRow(BuiltinOperator.SLICE, "TML1003", "has 2 inputs")]
    [DataRow(BuiltinOperator.REVERSE_V2, "TML1004", "with different scales or zero points of input and output")]
    public void WhatCannotBeIsRefused(object code, string diagnostic, string text)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Import(TfLiteTestModel.Of(
            (BuiltinOperator)code, BuiltinOptions.None, [], Int8("x", 0.5f, 0, 2, 3), Integers("parameter", 0, 1), Int8("y", 0.25f, 0, 2, 3))));

        Assert.AreEqual(diagnostic, exception.Diagnostic.Code);
        Assert.Contains(text, exception.Message);
    }

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);

    private static TfLiteTestTensor Of(string name, TensorType type, params int[] shape) => type switch
    {
        TensorType.INT8 or TensorType.UINT8 => new TfLiteTestTensor(name, type, shape) { Scales = [0.5f], ZeroPoints = [3] },
        TensorType.INT16 => new TfLiteTestTensor(name, type, shape) { Scales = [0.5f], ZeroPoints = [0] },
        _ => new TfLiteTestTensor(name, type, shape),
    };

    private static void AssertGives(int[] expected, TensorType type, Func<TensorType, TfLiteTestModel> create)
    {
        Graph graph = Import(create(type));
        foreach (Graph variant in new[] { graph, graph.Simplified() })
        {
            TinyModel model = PackedGraph.Load(variant);
            Counting(type, (int)variant.Inputs[0].Shape.ElementCount).CopyTo(model.Input<byte>());
            model.Invoke();
            CollectionAssert.AreEqual(expected.SelectMany(value => Bytes(type, value)).ToArray(), model.Output<byte>().ToArray(), $"{type}");
        }
    }

    private static byte[] Counting(TensorType type, int count) => [.. Enumerable.Range(0, count).SelectMany(value => Bytes(type, value))];

    private static byte[] Bytes(TensorType type, int value) => type switch
    {
        TensorType.FLOAT32 => BitConverter.GetBytes((float)value),
        TensorType.INT32 => BitConverter.GetBytes(value),
        TensorType.INT64 => BitConverter.GetBytes((long)value),
        TensorType.INT16 => BitConverter.GetBytes((short)value),
        _ => [unchecked((byte)value)],
    };
}
