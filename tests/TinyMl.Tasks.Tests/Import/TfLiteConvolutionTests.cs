using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>What the convolutions and products of matrices of a TensorFlow Lite file become.</summary>
[TestClass]
public sealed class TfLiteConvolutionTests
{
    private const byte Same = 0;
    private const byte Valid = 1;
    private const byte Relu = 1;

    [TestMethod]
    public void TheShapesOfAConvolutionSayHowManyGroupsItHas()
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.CONV_2D,
            BuiltinOptions.Conv2D,
            [(0, Valid), (1, 1), (2, 1)],
            Int8("x", 0.5f, 3, 1, 4, 4, 6),
            Int8("w", 0.5f, 0, 4, 3, 3, 3).Filled<sbyte>(1),
            Int8("y", 0.5f, 3, 1, 2, 2, 4)));

        Assert.AreEqual(new Conv2D(Window.Unit, ActivationRange.None), graph.Nodes[0].Operator);
        Assert.AreEqual(4 * 4 * 3 * 9, graph.Nodes[0].Macs);
    }

    [TestMethod]
    public void ATransposedConvolutionHasThePaddingOfTheConvolutionBack()
    {
        Graph graph = Import(TransposedConvolution(
            [(0, Same), (1, 2), (2, 2), (3, Relu)],
            Integers("shape", 1, 7, 8, 3),
            Float("w", 3, 3, 2, 2).Filled(1f),
            Float("x", 1, 4, 4, 2),
            Float("b", 3).Filled(1f),
            Float("y", 1, 7, 8, 3)));

        Assert.AreEqual(new TransposeConv2D(new Window(2, 2, 1, 1, 1, 0, 1, 0), 7, 8, ActivationRange.Relu), graph.Nodes[0].Operator);
        Assert.HasCount(3, graph.Nodes[0].Inputs);
        Assert.AreEqual(4 * 4 * 3 * 3 * 2 * 2, graph.Nodes[0].Macs);
    }

    [TestMethod]
    public void ATransposedConvolutionWithoutPaddingMayHaveNoBias()
    {
        Graph graph = Import(TransposedConvolution(
            [(0, Valid), (1, 1), (2, 3)],
            Integers("shape", 2, 9, 6, 3),
            Int8("w", 0.1f, 0, 3, 2, 3, 2).Filled<sbyte>(1),
            Int8("x", 0.5f, 3, 2, 3, 4, 2),
            Int8("y", 0.25f, 0, 2, 9, 6, 3)));

        Assert.AreEqual(new TransposeConv2D(new Window(3, 1, 1, 1, 0, 0, 0, 0), 9, 6, ActivationRange.None), graph.Nodes[0].Operator);
        Assert.HasCount(2, graph.Nodes[0].Inputs);
    }

    [TestMethod]
    public void ATransposedConvolutionThatContradictsItselfIsDamaged()
    {
        TfLiteTestTensor weights = Float("w", 3, 3, 3, 2).Filled(1f), x = Float("x", 1, 4, 4, 2);
        foreach (int[] shape in new[] { [1, 9, 8, 3], [1, 8, 8, 2], [2, 8, 8, 3], [1, 8, 8], new[] { 1, 0, 8, 3 } })
        {
            TfLiteTestModel model = TransposedConvolution([(0, Same), (1, 2), (2, 2)], Integers("shape", shape), weights, x, Float("y", 1, 8, 8, 3));
            AssertRefused("TML1003", "leads from [1, 4, 4, 2] to [", model);
        }

        TfLiteTestModel computed = TransposedConvolution([(0, Same), (1, 2), (2, 2)], Integers("shape", 1, 8, 8, 3), weights, x, Float("y", 1, 8, 8, 3));
        Assert.AreEqual(new Shape(1, 8, 8, 3), Import(computed.WithOperator(0, old => old with { Inputs = [2, 1, 2] })).Outputs[0].Shape);
        AssertRefused("TML1004", "TRANSPOSE_CONV with weights that are computed", computed.WithOperator(0, old => old with { Inputs = [0, 2, 2] }));
        AssertRefused("TML1004", "TRANSPOSE_CONV with options of a newer schema", computed.WithOperator(0, old => old with { Options = [.. old.Options, (5, 1)] }));
    }

    [TestMethod]
    [DataRow(false, false, "MatMul")]
    [DataRow(true, false, "Transpose, MatMul")]
    [DataRow(false, true, "MatMul")]
    [DataRow(true, true, "Transpose, MatMul")]
    public void ProductsOfMatricesTransposeTheirLeftSide(bool left, bool right, string expected)
    {
        Graph graph = Import(Two(
            BuiltinOperator.BATCH_MATMUL,
            BuiltinOptions.BatchMatMul,
            [(0, left), (1, right)],
            Int8("left", 0.5f, 3, left ? [2, 1, 5, 4] : [2, 1, 4, 5]),
            Int8("right", 0.25f, -1, right ? [3, 6, 5] : [3, 5, 6]),
            Int8("y", 1f, 7, 2, 3, 4, 6)));

        Assert.AreEqual(expected, string.Join(", ", graph.Nodes.Select(node => node.Operator.Name)));
        Assert.AreEqual(new MatMul(right, ActivationRange.None), graph.Nodes[^1].Operator);
        Assert.AreEqual(0.5f, graph.Nodes[^1].Inputs[0].Quantization!.Scale);
    }

    [TestMethod]
    public void MatricesThatDoNotGoTogetherAreDamage()
    {
        foreach (int[] right in new[] { [4, 6], [2, 5, 6], new[] { 5 } })
        {
            AssertRefused(
                "TML1003",
                "BATCH_MATMUL 'y' multiplies [3, 4, 5]",
                Two(BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMul, [], Float("left", 3, 4, 5), Float("right", right), Float("y", 3, 4, 6)));
        }
    }

    [TestMethod]
    public void WeightsThatAreComputedMakeAProductOfMatrices()
    {
        TfLiteTestModel model = Two(
            BuiltinOperator.FULLY_CONNECTED,
            BuiltinOptions.FullyConnected,
            [(0, Relu), (2, true)],
            Float("x", 1, 3, 2),
            Float("w", 4, 2),
            Float("y", 1, 3, 4));
        Graph plain = Import(model), biased = Import(Biased(model, Float("b", 4) with { Data = Bytes<float>([1, -2, 3, -4]) }));

        Assert.AreEqual("Reshape, MatMul, Reshape", Operators(plain));
        Assert.AreEqual(new MatMul(IsRightTransposed: true, ActivationRange.Relu), plain.Nodes[1].Operator);
        Assert.AreEqual("Reshape, MatMul, Add, Reshape", Operators(biased));

        TinyModel runtime = PackedGraph.Load(biased);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(runtime.Input<float>());
        new float[] { 1, 0, 0, 1, 1, 1, 2, -1 }.CopyTo(runtime.Input<float>(1));
        runtime.Invoke();
        CollectionAssert.AreEqual(new float[] { 2, 0, 6, 0, 4, 2, 10, 0, 6, 4, 14, 0 }, runtime.Output<float>().ToArray());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void WeightsOfAnyZeroPointMakeAProductOfMatricesWithABias(bool areComputed)
    {
        TfLiteTestTensor weights = Int8("w", 0.25f, -3, 4, 2);
        TfLiteTestModel model = Two(
            BuiltinOperator.FULLY_CONNECTED,
            BuiltinOptions.FullyConnected,
            [],
            Int8("x", 0.5f, 1, 3, 2),
            areComputed ? weights : weights.Filled<sbyte>(7),
            Int8("y", 0.5f, 2, 3, 4));
        Graph graph = Import(Biased(model with { Inputs = areComputed ? [0, 1] : [0] }, new TfLiteTestTensor("b", TensorType.INT32, [4]) { Scales = [0.125f], ZeroPoints = [0] }.Filled(5)));

        Assert.AreEqual("MatMul", Operators(graph));
        Assert.AreEqual(-3, graph.Nodes[0].Inputs[1].Quantization!.ZeroPoint);
        Assert.AreEqual("b Int32 [4]", graph.Nodes[0].Inputs[2].ToString());
        PackedGraph.Load(graph).Invoke();
    }

    // As Keras exports them: a row as an image of height 1, causal padding before it.
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void AConvolutionOfOneDimensionIsOneKernel(bool isPadded)
    {
        int width = isPadded ? 10 : 8;
        TfLiteTestTensor axis = Integers("axis", 1), paddings = Integers("paddings", 0, 0, 2, 0, 0, 0) with { Shape = [3, 2] };
        var model = new TfLiteTestModel(
            [
                Int8("x", 0.5f, 3, 1, 8, 2), paddings, Int8("padded", 0.5f, 3, 1, 10, 2), axis, Int8("image", 0.5f, 3, 1, 1, width, 2),
                Int8("w", 0.1f, 0, 4, 1, 3, 2).Filled<sbyte>(3), Int8("convolved", 0.25f, 0, 1, 1, width - 2, 4), Int8("y", 0.25f, 0, 1, width - 2, 4),
            ],
            [
                .. isPadded ? [new TfLiteTestOperator(BuiltinOperator.PAD, [0, 1], [2])] : (TfLiteTestOperator[])[],
                new(BuiltinOperator.EXPAND_DIMS, [isPadded ? 2 : 0, 3], [4]),
                new(BuiltinOperator.CONV_2D, [4, 5, -1], [6]) { OptionsType = BuiltinOptions.Conv2D, Options = [(0, Valid), (1, 1), (2, 1)] },
                new(BuiltinOperator.SQUEEZE, [6], [7]) { OptionsType = BuiltinOptions.Squeeze, Options = [(0, new[] { 1 })] },
            ],
            [0],
            [7]);

        LoweredGraph lowered = GraphLowering.Lower(Import(model).Simplified());

        Assert.AreEqual("Conv2DInt8", string.Join(", ", lowered.Operators.Select(@operator => @operator.Code)));
    }

    private static TfLiteTestModel TransposedConvolution((int, object)[] options, params TfLiteTestTensor[] tensors) => new(
        tensors,
        [new(BuiltinOperator.TRANSPOSE_CONV, [.. Enumerable.Range(0, tensors.Length - 1)], [tensors.Length - 1]) { OptionsType = BuiltinOptions.TransposeConv, Options = options }],
        [2],
        [tensors.Length - 1]);

    /// <summary>An operator of two inputs of the model.</summary>
    private static TfLiteTestModel Two(BuiltinOperator code, BuiltinOptions optionsType, (int, object)[] options, params TfLiteTestTensor[] tensors) =>
        TfLiteTestModel.Of(code, optionsType, options, tensors) with { Inputs = [0, 1] };

    private static TfLiteTestModel Biased(TfLiteTestModel model, TfLiteTestTensor bias) =>
        (model with { Tensors = [.. model.Tensors, bias] }).WithOperator(0, old => old with { Inputs = [0, 1, 3] });

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);

    private static string Operators(Graph graph) => string.Join(", ", graph.Nodes.Select(node => node.Operator.Name));

    private static void AssertRefused(string code, string words, TfLiteTestModel model)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Import(model));
        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(words, exception.Message);
    }
}
