using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.TfLite;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>What functions of one number, and elementwise operators of two, become.</summary>
[TestClass]
public sealed class TfLiteFunctionTests
{
    private static readonly ActivationRange None = ActivationRange.None;

    private static IEnumerable<object[]> Functions() =>
    [
        [BuiltinOperator.ABS, BuiltinOptions.Abs, new Abs()],
        [BuiltinOperator.CEIL, BuiltinOptions.None, new Ceil()],
        [BuiltinOperator.COS, BuiltinOptions.Cos, new Cos()],
        [BuiltinOperator.ELU, BuiltinOptions.None, new Elu(1)],
        [BuiltinOperator.EXP, BuiltinOptions.Exp, new Exp()],
        [BuiltinOperator.FLOOR, BuiltinOptions.None, new Floor()],
        [BuiltinOperator.GELU, BuiltinOptions.Gelu, new Gelu(IsApproximate: false)],
        [BuiltinOperator.LOG, BuiltinOptions.None, new Log()],
        [BuiltinOperator.RELU_0_TO_1, BuiltinOptions.None, new Clamp(new ActivationRange(0, 1))],
        [BuiltinOperator.ROUND, BuiltinOptions.None, new Round()],
        [BuiltinOperator.RSQRT, BuiltinOptions.None, new Rsqrt()],
        [BuiltinOperator.SIGN, BuiltinOptions.Sign, new Sign()],
        [BuiltinOperator.SIN, BuiltinOptions.None, new Sin()],
        [BuiltinOperator.SQRT, BuiltinOptions.None, new Sqrt()],
        [BuiltinOperator.SQUARE, BuiltinOptions.Square, new Mul(None)],
    ];

    private static IEnumerable<object[]> Binaries() =>
    [
        [BuiltinOperator.DIV, BuiltinOptions.Div, new Div(None)],
        [BuiltinOperator.MAXIMUM, BuiltinOptions.MaximumMinimum, new Maximum(None)],
        [BuiltinOperator.MINIMUM, BuiltinOptions.MaximumMinimum, new Minimum(None)],
        [BuiltinOperator.PRELU, BuiltinOptions.None, new PRelu(None)],
        [BuiltinOperator.SQUARED_DIFFERENCE, BuiltinOptions.SquaredDifference, new SquaredDifference(None)],
    ];

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void FunctionsKeepTheirShape(object code, object options, object expected)
    {
        Graph real = Import(TfLiteTestModel.Of((BuiltinOperator)code, (BuiltinOptions)options, [], Float("x", 1, 4), Float("y", 1, 4)));
        Graph integer = Import(TfLiteTestModel.Of((BuiltinOperator)code, (BuiltinOptions)options, [], Int8("x", 0.5f, 1, 1, 4), Int8("y", 0.25f, 2, 1, 4)));

        Assert.AreEqual((Operator)expected, real.Nodes.Single().Operator);
        Assert.AreEqual((Operator)expected, integer.Nodes.Single().Operator);
        Assert.AreEqual(ElementType.Int8, integer.Outputs[0].Type);
    }

    [TestMethod]
    [DynamicData(nameof(Binaries))]
    public void OperandsBroadcast(object code, object options, object expected)
    {
        Graph real = Import(TfLiteTestModel.Of((BuiltinOperator)code, (BuiltinOptions)options, [], Float("x", 2, 3, 4), Float("c", 3, 1).Filled(2f), Float("y", 2, 3, 4)));
        Graph integer = Import(TfLiteTestModel.Of(
            (BuiltinOperator)code, (BuiltinOptions)options, [], Int8("x", 0.5f, 1, 2, 3, 4), Int8("c", 0.5f, 1, 4).Filled<sbyte>(2), Int8("y", 0.5f, 1, 2, 3, 4)));

        Assert.AreEqual((Operator)expected, real.Nodes.Single().Operator);
        Assert.AreEqual((Operator)expected, integer.Nodes.Single().Operator);
    }

    [TestMethod]
    public void OptionsAreTaken()
    {
        Graph gelu = Import(TfLiteTestModel.Of(BuiltinOperator.GELU, BuiltinOptions.Gelu, [(0, true)], Float("x", 4), Float("y", 4)));
        Graph div = Import(TfLiteTestModel.Of(BuiltinOperator.DIV, BuiltinOptions.Div, [(0, (byte)3)], Float("x", 4), Float("c", 4).Filled(2f), Float("y", 4)));

        Assert.AreEqual(new Gelu(IsApproximate: true), gelu.Nodes.Single().Operator);
        Assert.AreEqual(new Div(ActivationRange.Relu6), div.Nodes.Single().Operator);
    }

    [TestMethod]
    public void NegationAndPowersAreForRealValues()
    {
        Graph neg = Import(TfLiteTestModel.Of(BuiltinOperator.NEG, BuiltinOptions.Neg, [], Float("x", 4), Float("y", 4)));
        Graph pow = Import(TfLiteTestModel.Of(BuiltinOperator.POW, BuiltinOptions.Pow, [], Float("x", 4), Float("c").Filled(2f), Float("y", 4)));

        Assert.AreEqual(new Mul(None), neg.Nodes.Single().Operator);
        Assert.AreEqual(-1, neg.Nodes.Single().Inputs[1].Values<float>()[0]);
        Assert.AreEqual(new Pow(None), pow.Nodes.Single().Operator);
        Refused("TML1004", "NEG on quantized values", TfLiteTestModel.Of(BuiltinOperator.NEG, BuiltinOptions.Neg, [], Int8("x", 0.5f, 1, 4), Int8("y", 0.5f, 1, 4)));
        Refused(
            "TML1004",
            "POW on quantized values",
            TfLiteTestModel.Of(BuiltinOperator.POW, BuiltinOptions.Pow, [], Int8("x", 0.5f, 1, 4), Int8("c", 0.5f, 1, 1).Filled<sbyte>(3), Int8("y", 0.5f, 1, 4)));
    }

    [TestMethod]
    public void WhatIsNotUnderstoodIsRefused()
    {
        Refused("TML1004", "EXP on values of type Int32", TfLiteTestModel.Of(BuiltinOperator.EXP, BuiltinOptions.Exp, [], Float("x", 4) with { Type = TensorType.INT32 }, Float("y", 4) with { Type = TensorType.INT32 }));
        Refused("TML1004", "with options of a newer schema", TfLiteTestModel.Of(BuiltinOperator.ABS, BuiltinOptions.Abs, [(0, 1)], Float("x", 4), Float("y", 4)));
        Refused("TML1003", "combines shapes [4] and [3]", TfLiteTestModel.Of(BuiltinOperator.MAXIMUM, BuiltinOptions.MaximumMinimum, [], Float("x", 4), Float("c", 3).Filled(1f), Float("y", 4)));
        Refused("TML1003", "shape of 'y' is [4], but [2, 4] follows", TfLiteTestModel.Of(BuiltinOperator.PRELU, BuiltinOptions.None, [], Float("x", 4), Float("c", 2, 1).Filled(1f), Float("y", 4)));
    }

    private static void Refused(string code, string words, TfLiteTestModel model)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Import(model));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(words, exception.Message);
    }

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);
}
