using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Int8;

namespace TinyMl.Kernels.Tests.Int8;

[TestClass]
public sealed class RefusedRecordTests
{
    private static readonly int[] Attributes = [1, 1, 1, 1, 0, 0, 0, 0, 0, OperatorRecord.LeastShift, 0, -128, 127];

    // Attributes are in the order of the kernels' documentation.
    [TestMethod]
    [DataRow("Conv2DInt8", 0, 0, "a stride of 0")]
    [DataRow("Conv2DInt8", 3, 65_536, "a dilation beyond the format's")]
    [DataRow("Conv2DInt8", 4, -1, "negative padding")]
    [DataRow("Conv2DInt8", 5, 1, "padding that gives a wider output")]
    [DataRow("Conv2DInt8", 8, 128, "a zero point that is not int8")]
    [DataRow("Conv2DInt8", 9, -32, "a least shift below -31")]
    [DataRow("Conv2DInt8", 9, 0, "a least shift that brings the others above 30")]
    [DataRow("Conv2DInt8", 10, -129, "a zero point that is not int8")]
    [DataRow("Conv2DInt8", 12, -129, "an upper bound below the lower one")]
    [DataRow("AsymmetricConv2DInt8", 13, 128, "a zero point that is not int8")]
    [DataRow("DepthwiseConv2DInt8", 1, 0, "a stride of 0")]
    [DataRow("DepthwiseConv2DInt8", 11, 128, "a lower bound that is not int8")]
    [DataRow("FullyConnectedInt8", 0, 200, "a zero point that is not int8")]
    [DataRow("AveragePool2DInt8", 0, 2, "a flag that is neither 0 nor 1")]
    [DataRow("AveragePool2DInt8", 1, 0, "a window without height")]
    [DataRow("AveragePool2DInt8", 2, 3, "a window larger than the input")]
    [DataRow("MaxPool2DInt8", 1, 65_536, "a window beyond the format's")]
    [DataRow("AddInt8", 3, 31, "a shift beyond 30")]
    [DataRow("SubInt8", 7, -32, "a shift below -31")]
    [DataRow("MulInt8", 1, 128, "a zero point that is not int8")]
    [DataRow("ClampInt8", 5, -129, "an upper bound below the lower one")]
    [DataRow("LogisticInt8", 3, -1, "a negative radius")]
    [DataRow("TanhInt8", 2, 31, "a shift beyond 30")]
    [DataRow("LeakyReluInt8", 5, 128, "a zero point that is not int8")]
    [DataRow("HardSwishInt8", 1, 32_768, "a mantissa that is not 16 bits")]
    [DataRow("HardSwishInt8", 2, -16, "an exponent below -15")]
    [DataRow("SoftmaxInt8", 1, 32, "a shift beyond 31")]
    [DataRow("SoftmaxInt8", 2, 1, "a difference above 0")]
    [DataRow("MeanInt8", 0, 1, "axes that do not lead to the output")]
    [DataRow("MeanInt8", 0, 4, "an axis that is not there")]
    [DataRow("RequantizeInt8", 2, -32, "a shift below -31")]
    [DataRow("QuantizeInt8", 0, 0, "a scale of 0")]
    [DataRow("QuantizeInt8", 0, 0x7F800000, "an infinite scale")]
    [DataRow("DequantizeInt8", 1, -129, "a zero point that is not int8")]
    public void AnAttributeThatTheKernelCannotTrust(string code, int attribute, int value, string what)
    {
        OperatorRecord record = Int8Examples.All.Single(example => example.Kernel.Code.ToString() == code);

        InvalidDataException refusal = Assert.ThrowsExactly<InvalidDataException>(() => record.With(attribute, value).Create(), what);

        StringAssert.Contains(refusal.Message, code);
    }

    [TestMethod]
    [DataRow(2, 4, "multipliers that are neither one nor one a channel")]
    [DataRow(1, 3, "a bias of fewer channels")]
    public void ChannelConstantsOfOtherLengths(int multipliers, int bias, string what) =>
        Assert.ThrowsExactly<InvalidDataException>(() => Convolution(new int[multipliers], new int[multipliers], bias).Create(), what);

    [TestMethod]
    [DataRow(30, true)]
    [DataRow(31, false)]
    [DataRow(32, false)]
    public void AShiftAmongTheConstantsIsWithinTheRange(int shift, bool isValid)
    {
        OperatorRecord record = Convolution(new int[4], [0, 0, shift, 0], 4);
        if (isValid)
        {
            record.Create();
        }
        else
        {
            Assert.ThrowsExactly<InvalidDataException>(() => record.Create());
        }
    }

    [TestMethod]
    public void PackedIntegersWhereAKernelReadsBytes() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(FlipSignBit.Kernel).Integers([2], 8, [1, 2]).Output(ElementType.UInt8, 2).Create());

    [TestMethod]
    public void ABiasThatLiesInTheArena() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(FullyConnected.Kernel)
            .Input<sbyte>(ElementType.Int8, [1, 2], new sbyte[2])
            .Constant<sbyte>(ElementType.Int8, [1, 2], new sbyte[2])
            .Multipliers([1 << 30], [0])
            .Input<int>(ElementType.Int32, [1], new int[1])
            .Output(ElementType.Int8, 1, 1)
            .Attributes([0, OperatorRecord.LeastShift, 0, -128, 127])
            .Create());

    [TestMethod]
    public void WeightsOfOtherChannels() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(Conv2D.Kernel)
            .Input<sbyte>(ElementType.Int8, [1, 1, 1, 3], new sbyte[3])
            .Constant<sbyte>(ElementType.Int8, [4, 1, 1, 2], new sbyte[8])
            .Multipliers([1 << 30], [0])
            .Output(ElementType.Int8, 1, 1, 1, 4)
            .Attributes(Attributes)
            .Create());

    [TestMethod]
    public void WeightsThatAreNoConstant() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(FullyConnected.Kernel)
            .Input<sbyte>(ElementType.Int8, [1, 2], new sbyte[2])
            .Input<sbyte>(ElementType.Int8, [1, 2], new sbyte[2])
            .Create());

    [TestMethod]
    public void OperandsThatDoNotBroadcast() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(Mul.Kernel)
            .Input<sbyte>(ElementType.Int8, [2, 3], new sbyte[6])
            .Input<sbyte>(ElementType.Int8, [2], new sbyte[2])
            .Output(ElementType.Int8, 2, 3)
            .Attributes(0, 0, 1 << 30, 0, 0, -128, 127)
            .Create());

    private static OperatorRecord Convolution(int[] mantissas, int[] shifts, int bias) =>
        new OperatorRecord(Conv2D.Kernel)
            .Input<sbyte>(ElementType.Int8, [1, 1, 1, 2], new sbyte[2])
            .Constant<sbyte>(ElementType.Int8, [4, 1, 1, 2], new sbyte[8])
            .Multipliers(mantissas, shifts)
            .Constant<int>(ElementType.Int32, [bias], new int[bias])
            .Output(ElementType.Int8, 1, 1, 1, 4)
            .Attributes(Attributes);
}
