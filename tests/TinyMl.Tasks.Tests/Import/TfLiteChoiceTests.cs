using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Conversions, comparisons, operations on truth values and choices, from the file to their results.</summary>
[TestClass]
public sealed class TfLiteChoiceTests
{
    private static IEnumerable<object[]> Comparisons() =>
    [
        [BuiltinOperator.EQUAL, BuiltinOptions.Equal, (Func<int, int, bool>)((a, b) => a == b)],
        [BuiltinOperator.NOT_EQUAL, BuiltinOptions.NotEqual, (Func<int, int, bool>)((a, b) => a != b)],
        [BuiltinOperator.GREATER, BuiltinOptions.Greater, (Func<int, int, bool>)((a, b) => a > b)],
        [BuiltinOperator.GREATER_EQUAL, BuiltinOptions.GreaterEqual, (Func<int, int, bool>)((a, b) => a >= b)],
        [BuiltinOperator.LESS, BuiltinOptions.Less, (Func<int, int, bool>)((a, b) => a < b)],
        [BuiltinOperator.LESS_EQUAL, BuiltinOptions.LessEqual, (Func<int, int, bool>)((a, b) => a <= b)],
    ];

    [TestMethod]
    [DynamicData(nameof(Comparisons))]
    public void ComparisonsGiveTruthValues(object code, object options, object relation)
    {
        sbyte[] left = [1, 2, 3], right = [2, 2, 2];
        byte[] y = Run<sbyte, byte>((BuiltinOperator)code, (BuiltinOptions)options, left, Int8("x", 0.5f, 1, 3), Int8("c", 0.5f, 1, 1).Filled<sbyte>(2), Truth("y", 3));

        CollectionAssert.AreEqual(left.Zip(right, (a, b) => (byte)(((Func<int, int, bool>)relation)(a, b) ? 1 : 0)).ToArray(), y);
    }

    [TestMethod]
    public void TruthValuesCombine()
    {
        byte[] x = [0, 1];

        CollectionAssert.AreEqual(x, Run<byte, byte>(BuiltinOperator.LOGICAL_AND, BuiltinOptions.LogicalAnd, x, Truth("x", 2), Truth("c", 2).Filled((byte)1), Truth("y", 2)));
        CollectionAssert.AreEqual(new byte[] { 1, 1 }, Run<byte, byte>(BuiltinOperator.LOGICAL_OR, BuiltinOptions.LogicalOr, x, Truth("x", 2), Truth("c", 2).Filled((byte)1), Truth("y", 2)));
        CollectionAssert.AreEqual(new byte[] { 1, 0 }, Run<byte, byte>(BuiltinOperator.LOGICAL_NOT, BuiltinOptions.LogicalNot, x, Truth("x", 2), Truth("y", 2)));
    }

    [TestMethod]
    public void ChoicesFollowTheirCondition()
    {
        byte[] x = [0, 1];

        CollectionAssert.AreEqual(
            new float[] { 2, 1 }, Run<byte, float>(BuiltinOperator.SELECT_V2, BuiltinOptions.SelectV2, x, Truth("x", 2), Float("a", 1).Filled(1f), Float("b", 2).Filled(2f), Float("y", 2)));
        CollectionAssert.AreEqual(
            new float[] { 2, 2, 1, 1 }, Run<byte, float>(BuiltinOperator.SELECT, BuiltinOptions.Select, x, Truth("x", 2), Float("a", 2, 2).Filled(1f), Float("b", 2, 2).Filled(2f), Float("y", 2, 2)));
    }

    [TestMethod]
    public void ConversionsTakeStoredNumbers()
    {
        CollectionAssert.AreEqual(new[] { -1, 2 }, Run<float, int>(BuiltinOperator.CAST, BuiltinOptions.Cast, [-1.9f, 2.9f], Float("x", 2), new TfLiteTestTensor("y", TensorType.INT32, [2])));
        CollectionAssert.AreEqual(new float[] { -3, 4 }, Run<sbyte, float>(BuiltinOperator.CAST, BuiltinOptions.Cast, [-3, 4], Int8("x", 0.5f, 1, 2), Float("y", 2)));
    }

    [TestMethod]
    public void IntegersAreComputedAsTheyStand()
    {
        TfLiteTestTensor Whole(string name) => new(name, TensorType.INT32, [2]);

        CollectionAssert.AreEqual(new[] { -7, 9 }, Run<int, int>(BuiltinOperator.ADD, BuiltinOptions.Add, [-10, 6], Whole("x"), Whole("c").Filled(3), Whole("y")));
        CollectionAssert.AreEqual(new[] { 2, 0 }, Run<int, int>(BuiltinOperator.FLOOR_MOD, BuiltinOptions.FloorMod, [-10, 6], Whole("x"), Whole("c").Filled(3), Whole("y")));
        CollectionAssert.AreEqual(new[] { 3, 6 }, Run<int, int>(BuiltinOperator.MAXIMUM, BuiltinOptions.MaximumMinimum, [-10, 6], Whole("x"), Whole("c").Filled(3), Whole("y")));
    }

    [TestMethod]
    public void WhatDoesNotGoTogetherIsRefused()
    {
        Refused("TML1003", "where Bool belongs", TfLiteTestModel.Of(BuiltinOperator.LOGICAL_NOT, BuiltinOptions.LogicalNot, [], Float("x", 2), Truth("y", 2)));
        Refused("TML1003", "compares Float32 with Int32", TfLiteTestModel.Of(BuiltinOperator.LESS, BuiltinOptions.Less, [], Float("x", 2), Integers("c", 1, 2), Truth("y", 2)));
        Refused(
            "TML1004", "LESS of different scales", TfLiteTestModel.Of(BuiltinOperator.LESS, BuiltinOptions.Less, [], Int8("x", 0.5f, 1, 2), Int8("c", 0.25f, 1, 2).Filled<sbyte>(1), Truth("y", 2)));
        Refused(
            "TML1004",
            "between different scales",
            TfLiteTestModel.Of(BuiltinOperator.SELECT_V2, BuiltinOptions.SelectV2, [], Truth("x", 2), Int8("a", 0.5f, 1, 2).Filled<sbyte>(1), Int8("b", 0.25f, 1, 2).Filled<sbyte>(1), Int8("y", 0.5f, 1, 2)));
        Refused(
            "TML1003",
            "chooses by a condition of shape [3]",
            TfLiteTestModel.Of(BuiltinOperator.SELECT, BuiltinOptions.Select, [], Truth("x", 3), Float("a", 2, 2).Filled(1f), Float("b", 2, 2).Filled(2f), Float("y", 2, 2)));
    }

    private static TfLiteTestTensor Truth(string name, params int[] shape) => new(name, TensorType.BOOL, shape);

    private static TOut[] Run<TIn, TOut>(BuiltinOperator code, BuiltinOptions options, TIn[] x, params TfLiteTestTensor[] tensors)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        TinyModel model = PackedGraph.Load(Import(TfLiteTestModel.Of(code, options, [], tensors)));
        MemoryMarshal.AsBytes<TIn>(x).CopyTo(model.Input<byte>());
        model.Invoke();
        return MemoryMarshal.Cast<byte, TOut>(model.Output<byte>()).ToArray();
    }

    private static void Refused(string code, string words, TfLiteTestModel model)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Import(model));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(words, exception.Message);
    }

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);
}
