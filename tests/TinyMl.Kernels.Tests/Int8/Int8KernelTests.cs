using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Int8;

namespace TinyMl.Kernels.Tests.Int8;

/// <summary>Cases computed by hand: ties, saturation, padding, and outputs that lie on inputs.</summary>
[TestClass]
public sealed class Int8KernelTests
{
    // Mantissas and shifts of 1, 1/2 and 2^-19.
    private static readonly int[] One = [1 << 30, 1];
    private static readonly int[] Half = [1 << 30, 0];
    private static readonly int[] TwoToMinus19 = [1 << 30, -18];

    private static readonly int[] UnitWindow = [1, 1, 1, 1, 0, 0, 0, 0];

    [TestMethod]
    [DataRow(1, 0, 1)]
    [DataRow(-1, 0, -1)]
    [DataRow(2, 1, 2)]
    [DataRow(-2, -1, -2)]
    [DataRow(127, 127, 127)]
    [DataRow(-128, -128, -128)]
    [DataRow(-3, 3, 0)]
    public void AnAverageRoundsHalvesAwayFromZero(int first, int second, int expected) =>
        CollectionAssert.AreEqual(new[] { (sbyte)expected }, Average(countsPadding: 0, [(sbyte)first, (sbyte)second], padding: 0));

    [TestMethod]
    public void PaddingThatCountsIsTheZeroPoint()
    {
        // The window of [pad, 11, 21]: with zero point 1, (1 + 11 + 21) / 3.
        CollectionAssert.AreEqual(new sbyte[] { 11 }, Average(countsPadding: 1, [11, 21], padding: 1));
        CollectionAssert.AreEqual(new sbyte[] { 16 }, Average(countsPadding: 0, [11, 21], padding: 1));
    }

    [TestMethod]
    public void PaddingNeverIsTheLargest() =>
        CollectionAssert.AreEqual(
            new sbyte[] { -7, -7 },
            X(MaxPool2D.Kernel, [1, 1, 1, 1], -7).Output(ElementType.Int8, 1, 1, 2, 1).Attributes([1, 2, .. UnitWindow[..5], 1, 0, 1, -128, 127]).Run<sbyte>());

    [TestMethod]
    public void PaddingOfAConvolutionIsRealZero()
    {
        // A filter of 3 x 3 over one pixel: only its center meets the image; 5 - zero point 2 times 10, plus bias 4, plus zero point -1.
        sbyte[] filter = [1, 1, 1, 1, 10, 1, 1, 1, 1];
        sbyte[] y = X(Conv2D.Kernel, [1, 1, 1, 1], 5)
            .Constant<sbyte>(ElementType.Int8, [1, 3, 3, 1], filter)
            .Multipliers([1 << 30], [1])
            .Constant<int>(ElementType.Int32, [1], [4])
            .Output(ElementType.Int8, 1, 1, 1, 1)
            .Attributes([1, 1, 1, 1, 1, 1, 1, 1, 2, OperatorRecord.LeastShift, -1, -128, 127])
            .Run<sbyte>();

        CollectionAssert.AreEqual(new sbyte[] { 33 }, y);
    }

    [TestMethod]
    public void EveryChannelHasItsOwnMultiplierAndShift()
    {
        sbyte[] y = X(FullyConnected.Kernel, [1, 2], 10, 20)
            .Constant<sbyte>(ElementType.Int8, [3, 2], [1, 1, 1, 1, 127, 127])
            .Multipliers([1 << 30, 1 << 30, 1 << 30], [1, 0, 1])
            .Output(ElementType.Int8, 1, 3)
            .Attributes([0, OperatorRecord.LeastShift, 0, -128, 100])
            .Run<sbyte>();

        CollectionAssert.AreEqual(new sbyte[] { 30, 15, 100 }, y);
    }

    [TestMethod]
    public void ADepthwiseConvolutionRepeatsInputChannels()
    {
        sbyte[] y = X(DepthwiseConv2D.Kernel, [1, 1, 1, 2], 3, 5)
            .Constant<sbyte>(ElementType.Int8, [1, 1, 1, 4], [1, 2, 3, 4])
            .Multipliers([1 << 30], [1])
            .Output(ElementType.Int8, 1, 1, 1, 4)
            .Attributes([.. UnitWindow, 0, OperatorRecord.LeastShift, 0, -128, 127])
            .Run<sbyte>();

        CollectionAssert.AreEqual(new sbyte[] { 3, 6, 15, 20 }, y);
    }

    [TestMethod]
    public void SumsAndDifferencesSaturate()
    {
        int[] attributes = [0, 0, .. Half, .. Half, .. TwoToMinus19, 0, -128, 127];

        CollectionAssert.AreEqual(new sbyte[] { 7, 127, -128 }, Binary(Add.Kernel, [3, 100, -100], [4, 100, -100]).Attributes(attributes).Run<sbyte>());
        CollectionAssert.AreEqual(new sbyte[] { -1, 127, -128 }, Binary(Sub.Kernel, [3, 100, -100], [4, -100, 100]).Attributes(attributes).Run<sbyte>());
        CollectionAssert.AreEqual(new sbyte[] { 12, 127, -128 }, Binary(Mul.Kernel, [3, 100, -100], [4, 100, 100]).Attributes([0, 0, .. One, 0, -128, 127]).Run<sbyte>());
    }

    [TestMethod]
    public void HalvesOfARequantizationGoUp() =>
        CollectionAssert.AreEqual(new sbyte[] { 1, 0, 2, -1, 64, -64 }, X(Requantize.Kernel, [6], 1, -1, 3, -3, 127, -128).Output(ElementType.Int8, 6).Attributes([0, .. Half, 0]).Run<sbyte>());

    [TestMethod]
    public void UnsignedIsSignedPlus128AndBack()
    {
        sbyte[] signed = [-128, -1, 0, 127];
        byte[] unsigned = [0, 127, 128, 255];

        CollectionAssert.AreEqual(unsigned, X(FlipSignBit.Kernel, [4], signed).Output(ElementType.UInt8, 4).Run<byte>());
        CollectionAssert.AreEqual(signed, new OperatorRecord(FlipSignBit.Kernel).Input<byte>(ElementType.UInt8, [4], unsigned).Output(ElementType.Int8, 4).Run<sbyte>());
    }

    [TestMethod]
    public void EqualElementsShareTheProbability() =>
        CollectionAssert.AreEqual(new sbyte[] { -64, -64, -64, -64 }, X(Softmax.Kernel, [1, 4], 9, 9, 9, 9).Output(ElementType.Int8, 1, 4).Attributes([1 << 30, 23, -248]).Run<sbyte>());

    [TestMethod]
    public void EqualElementsShareTheProbabilityInInt16() =>
        CollectionAssert.AreEqual(new short[] { -16384, -16384, -16384, -16384 }, X(Softmax.Kernel, [1, 4], 9, 9, 9, 9).Output(ElementType.Int16, 1, 4).Attributes([1 << 30, 23, -248]).Run<short>());

    [TestMethod]
    [DataRow(600)]
    [DataRow(10_000)]
    public void ARowOfMoreEqualElementsThanTheReferenceBearsIsAllZero(int depth) =>
        Assert.IsTrue(X(Softmax.Kernel, [1, depth], new sbyte[depth]).Output(ElementType.Int8, 1, depth).Attributes([1 << 30, 23, -248]).Run<sbyte>().All(value => value == -128));

    [TestMethod]
    public void SigmoidsHaveTheirEndsBeyondTheRadius()
    {
        sbyte[] x = [-100, 0, 100];

        CollectionAssert.AreEqual(new sbyte[] { -128, 0, 127 }, X(Logistic.Kernel, [3], x).Output(ElementType.Int8, 3).Attributes([0, 1 << 30, 24, 100]).Run<sbyte>());
        CollectionAssert.AreEqual(new sbyte[] { -128, 0, 127 }, X(Tanh.Kernel, [3], x).Output(ElementType.Int8, 3).Attributes([0, 1 << 30, 24, 100]).Run<sbyte>());
    }

    [TestMethod]
    public void MeansAreOverAnyAxes()
    {
        sbyte[] x = [1, 2, 3, 4, 5, 6];

        CollectionAssert.AreEqual(new sbyte[] { 2, 5 }, X(Mean.Kernel, [2, 3], x).Output(ElementType.Int8, 2).Attributes([2, 0, int.MaxValue / 3, 0, 0]).Run<sbyte>());
        CollectionAssert.AreEqual(new sbyte[] { 3, 4, 5 }, X(Mean.Kernel, [2, 3], x).Output(ElementType.Int8, 1, 3).Attributes([1, 0, .. Half, 0]).Run<sbyte>());
    }

    [TestMethod]
    public void ConversionsFromAndToRealValues()
    {
        int[] attributes = [BitConverter.SingleToInt32Bits(0.5f), 3];

        CollectionAssert.AreEqual(new sbyte[] { 3, 4, 2, 127, -128, 3 }, new OperatorRecord(Quantize.Kernel).Input([6], [0, 0.25f, -0.25f, 1e9f, float.NegativeInfinity, float.NaN]).Output(ElementType.Int8, 6).Attributes(attributes).Run<sbyte>());
        CollectionAssert.AreEqual(new[] { 0f, -65.5f, 62f }, X(Dequantize.Kernel, [3], 3, -128, 127).Output(ElementType.Float32, 3).Attributes(attributes).Run<float>());
    }

    [TestMethod]
    public void ElementwiseOutputsMayLieOnTheirInputs()
    {
        foreach ((OperatorRecord apart, OperatorRecord inPlace) in Int8Examples.Elementwise(inPlace: false).Zip(Int8Examples.Elementwise(inPlace: true)))
        {
            CollectionAssert.AreEqual(apart.Run<sbyte>(), inPlace.Run<sbyte>(), apart.Kernel.Code.ToString());
        }
    }

    private static sbyte[] Average(int countsPadding, sbyte[] x, int padding) =>
        X(AveragePool2D.Kernel, [1, 1, 2, 1], x)
            .Output(ElementType.Int8, 1, 1, 1, 1)
            .Attributes([countsPadding, 1, 2 + padding, .. UnitWindow[..5], padding, 0, 0, padding, -128, 127])
            .Run<sbyte>();

    private static OperatorRecord X(Kernel kernel, int[] shape, params sbyte[] values) => new OperatorRecord(kernel).Input<sbyte>(ElementType.Int8, shape, values);

    private static OperatorRecord Binary(Kernel kernel, sbyte[] left, sbyte[] right) =>
        X(kernel, [left.Length], left).Input<sbyte>(ElementType.Int8, [right.Length], right).Output(ElementType.Int8, left.Length);
}
