using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using Operator = TinyMl.Tasks.Graphs.Operator;

namespace TinyMl.Tasks.Tests.Lower;

[TestClass]
public sealed class Int8LoweringTests
{
    private static readonly QuantizationParameters Half = new(0.5f, 3);

    [TestMethod]
    public void EqualMultipliersOfAllChannelsAreStoredOnce()
    {
        LoweredOperator perChannel = Lower(new FullyConnected(ActivationRange.None), Half, Activation(4), Weights(0.25f, 0.5f));
        LoweredOperator equal = Lower(new FullyConnected(ActivationRange.None), Half, Activation(4), Weights(0.25f, 0.25f));

        Assert.AreEqual(new Shape(2), perChannel.Inputs[2].Tensor.Shape);
        Assert.AreEqual(new Shape(1), equal.Inputs[2].Tensor.Shape);
    }

    [TestMethod]
    public void ConstantsCountAsWhatTheyAre()
    {
        Tensor bias = Tensor.Constant<int>("bias", ElementType.Int32, new Shape(2), [1, 2]);

        LoweredOperator lowered = Lower(new FullyConnected(ActivationRange.None), Half, Activation(4), Weights(0.25f), bias);

        CollectionAssert.AreEqual(
            new[] { ConstantRole.Weights, ConstantRole.Quantization, ConstantRole.Biases },
            lowered.Inputs.Skip(1).Select(input => input.Role).ToArray());
    }

    // In float the product of the scales 0.1 and 0.3 differs from the one in double, by which the per-channel path goes.
    [TestMethod]
    public void OneScaleForAllWeightsIsMultipliedInFloat()
    {
        var x = new QuantizationParameters(0.1f, 0);
        Tensor input = new("x", ElementType.Int8, new Shape(1, 4), x);

        LoweredOperator one = Lower(new FullyConnected(ActivationRange.None), x, input, Weights(0.3f));
        LoweredOperator each = Lower(new FullyConnected(ActivationRange.None), x, input, Weights(0.3f, 0.3f));

        Assert.AreEqual(Mantissa((double)(float)(0.1f * 0.3f) / 0.1f), Mantissa(one));
        Assert.AreEqual(Mantissa((double)0.1f * 0.3f / 0.1f), Mantissa(each));
        Assert.AreNotEqual(Mantissa(one), Mantissa(each));
    }

    [TestMethod]
    [DataRow(float.NegativeInfinity, float.PositiveInfinity, -128, 127)]
    [DataRow(0f, float.PositiveInfinity, 3, 127)]
    [DataRow(0f, 6f, 3, 15)]
    [DataRow(-1f, 1f, 1, 5)]
    [DataRow(-1000f, 1000f, -128, 127)]
    [DataRow(5f, 1f, 5, 5)]
    public void AnActivationBecomesStoredBounds(float minimum, float maximum, int least, int greatest)
    {
        LoweredOperator lowered = Lower(new Clamp(new ActivationRange(minimum, maximum)), Half, Activation(4));

        CollectionAssert.AreEqual(new[] { least, greatest }, lowered.Attributes[^2..].ToArray());
    }

    [TestMethod]
    public void TensorsJoinedInOneScaleAreNotRequantized() =>
        CollectionAssert.AreEqual(new[] { OperatorCode.Concat }, Codes(new Concat(1), Half, Activation(4), Activation(4)));

    [TestMethod]
    public void TensorsJoinedFromSeveralScalesAreRequantizedFirst()
    {
        Tensor[] inputs = [Activation(2), new("other", ElementType.Int8, new Shape(1, 2), new QuantizationParameters(0.25f, -1))];
        Tensor output = new("y", ElementType.Int8, new Shape(1, 4), Half);
        TinyModel model = PackedGraph.Load(new Graph("Model", inputs, [output], [new Node("node", new Concat(1), inputs, [output])]));
        ((ReadOnlySpan<sbyte>)[10, 20]).CopyTo(model.Input<sbyte>(0));
        ((ReadOnlySpan<sbyte>)[39, -41]).CopyTo(model.Input<sbyte>(1));

        model.Invoke();

        CollectionAssert.AreEqual(new sbyte[] { 10, 20, 23, -17 }, model.Output<sbyte>().ToArray());
    }

    [TestMethod]
    public void AFixedScaleIsRequantizedToTheGraphs()
    {
        CollectionAssert.AreEqual(new[] { OperatorCode.SoftmaxInt8 }, Codes(new Softmax(1), new QuantizationParameters(1f / 256, -128), Activation(4)));
        CollectionAssert.AreEqual(new[] { OperatorCode.SoftmaxInt8, OperatorCode.RequantizeInt8 }, Codes(new Softmax(1), Half, Activation(4)));
        CollectionAssert.AreEqual(new[] { OperatorCode.TanhInt8, OperatorCode.RequantizeInt8 }, Codes(new Tanh(), Half, Activation(4)));
    }

    [TestMethod]
    public void ScalesThatDifferByNoStoredValueAreTheSame() =>
        CollectionAssert.AreEqual(
            new[] { OperatorCode.MaxPool2DInt8 },
            Codes(
                new MaxPool2D(1, 1, Window.Unit, ActivationRange.None),
                new QuantizationParameters(0.50005f, 3),
                new Tensor("x", ElementType.Int8, new Shape(1, 1, 1, 1), Half)));

    [TestMethod]
    public void RealValuesAreQuantizedAndBack()
    {
        Tensor input = new("x", ElementType.Float32, new Shape(1, 3)), quantized = new("q", ElementType.Int8, input.Shape, Half), output = new("y", ElementType.Float32, input.Shape);
        TinyModel model = PackedGraph.Load(new Graph("Model", [input], [output], [new Node("to", new Quantize(), [input], [quantized]), new Node("from", new Dequantize(), [quantized], [output])]));
        float[] values = new float[3];

        model.Run([1.2f, -0.8f, 1000], values);

        CollectionAssert.AreEqual(new[] { 1f, -1f, 62f }, values);
    }

    // Scales so far apart that no factor between them is of this world: the model still packs, loads and runs.
    [TestMethod]
    [DataRow(1e-30f, 1e30f)]
    [DataRow(1e30f, 1e-30f)]
    public void NoScaleMakesAModelThatCannotBeLoaded(float from, float to)
    {
        Operator[] operators = [new Clamp(ActivationRange.Relu6), new LeakyRelu(-0.1f), new HardSwish(), new Logistic(), new Tanh(), new Softmax(1), new Mean([1], true), new Quantize(), new Add(ActivationRange.None), new Sub(ActivationRange.None), new Mul(ActivationRange.None)];
        foreach (Operator @operator in operators)
        {
            Tensor input = new("x", ElementType.Int8, new Shape(1, 3), new QuantizationParameters(from, 5));
            Tensor[] inputs = @operator is Binary ? [input, input] : [input];
            Tensor output = new("y", ElementType.Int8, @operator.InferShape(inputs), new QuantizationParameters(to, -5));

            PackedGraph.Load(new Graph("Model", [input], [output], [new Node("node", @operator, inputs, [output])])).Invoke();
        }
    }

    [TestMethod]
    public void ShiftsCountFromTheLeast()
    {
        // The factors are the scales of the weights, 1 and 2^-7: 2^30 * 2^(1 - 31) and 2^30 * 2^(-6 - 31).
        LoweredOperator lowered = Lower(new FullyConnected(ActivationRange.None), Half, Activation(4), Weights(1f, 1f / 128));

        CollectionAssert.AreEqual(new[] { (7L << 31) | 1 << 30, 1L << 30 }, lowered.Inputs[2].Tensor.Values<long>().ToArray());
        Assert.AreEqual(-6, lowered.Attributes[1]);
    }

    [TestMethod]
    public void ABiasOfZerosIsLeftOut()
    {
        Tensor bias = Tensor.Constant<int>("bias", ElementType.Int32, new Shape(2), [0, 0]);

        Assert.HasCount(3, Lower(new FullyConnected(ActivationRange.None), Half, Activation(4), Weights(0.25f), bias).Inputs);
    }

    private static int Mantissa(LoweredOperator lowered) => (int)lowered.Inputs[2].Tensor.Values<long>()[0] & int.MaxValue;

    private static int Mantissa(double factor) => RealMultiplier.Quantize(factor).Mantissa;

    private static Tensor Activation(int channels) => new("x", ElementType.Int8, new Shape(1, channels), Half);

    private static Tensor Weights(params float[] scales) =>
        Tensor.Constant<sbyte>("weights", ElementType.Int8, new Shape(2, 4), new sbyte[8], new QuantizationParameters([.. scales], [.. scales.Select(_ => 0)]));

    private static OperatorCode[] Codes(Operator @operator, QuantizationParameters output, params Tensor[] inputs) =>
        [.. LowerAll(@operator, output, inputs).Select(lowered => lowered.Code)];

    private static LoweredOperator Lower(Operator @operator, QuantizationParameters output, params Tensor[] inputs) => LowerAll(@operator, output, inputs).Single();

    private static ImmutableArray<LoweredOperator> LowerAll(Operator @operator, QuantizationParameters output, Tensor[] inputs)
    {
        Tensor y = new("y", ElementType.Int8, @operator.InferShape(inputs), output);
        return GraphLowering.Lower(new Graph("Model", inputs.Where(input => !input.IsConstant), [y], [new Node("node", @operator, inputs, [y])])).Operators;
    }
}
