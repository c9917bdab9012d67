using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Data;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

/// <summary>Records that a kernel must refuse, whoever wrote them.</summary>
[TestClass]
public sealed class InvalidRecordTests
{
    private static readonly int[] UnitWindow = [1, 1, 1, 1, 0, 0, 0, 0];

    [TestMethod]
    public void An_output_that_is_not_as_large_as_its_window_gives_is_refused() =>
        AssertRefused("size", Pool(3, 4).Attributes(2, 2).Attributes(UnitWindow));

    [TestMethod]
    public void A_window_that_lies_in_the_padding_is_refused() =>
        AssertRefused("padding", Pool(6, 5).Attributes(1, 1).Attributes(1, 1, 1, 1, 0, 0, 2, 1));

    [TestMethod]
    public void A_stride_of_zero_is_refused() => AssertRefused("[1, 65535]", Pool(4, 4).Attributes(1, 1).Attributes(1, 0, 1, 1, 0, 0, 0, 0));

    [TestMethod]
    public void Negative_padding_is_refused() => AssertRefused("[0, 65535]", Pool(4, 4).Attributes(1, 1).Attributes(1, 1, 1, 1, -1, 0, 1, 0));

    [TestMethod]
    public void Weights_outside_of_the_constants_are_refused() =>
        AssertRefused("weights", new OperatorRecord(FullyConnected.Kernel).Input([1, 4], new float[4]).Input([2, 4], new float[8]).Output(ElementType.Float32, 1, 2));

    [TestMethod]
    public void Weights_of_other_types_are_refused() =>
        AssertRefused("weights", new OperatorRecord(FullyConnected.Kernel).Input([1, 4], new float[4]).Constant<sbyte>(ElementType.Int8, [2, 4], new sbyte[8]).Output(ElementType.Float32, 1, 2));

    [TestMethod]
    public void A_bias_of_another_length_is_refused() =>
        AssertRefused("bias", new OperatorRecord(FullyConnected.Kernel).Input([1, 4], new float[4]).Constant([2, 4], new float[8]).Constant([3], new float[3]).Output(ElementType.Float32, 1, 2));

    [TestMethod]
    public void Output_channels_that_are_no_multiple_of_the_input_channels_are_refused() =>
        AssertRefused("channels", new OperatorRecord(DepthwiseConv2D.Kernel).Input([1, 1, 1, 2], new float[2]).Constant([1, 1, 1, 3], new float[3]).Output(ElementType.Float32, 1, 1, 1, 3).Attributes(UnitWindow));

    [TestMethod]
    public void An_empty_range_is_refused() => AssertRefused("range", new OperatorRecord(Clamp.Kernel).Input([1], new float[1]).Output(ElementType.Float32, 1).Attributes(2f, 1f));

    [TestMethod]
    public void A_range_that_is_no_number_is_refused() => AssertRefused("range", new OperatorRecord(Clamp.Kernel).Input([1], new float[1]).Output(ElementType.Float32, 1).Attributes(float.NaN));

    [TestMethod]
    public void A_beta_that_is_not_finite_is_refused() =>
        AssertRefused("beta", new OperatorRecord(Softmax.Kernel).Input([2], new float[2]).Output(ElementType.Float32, 2).Attributes(float.PositiveInfinity));

    [TestMethod]
    public void Operands_that_do_not_broadcast_are_refused() =>
        AssertRefused("broadcast", new OperatorRecord(Add.Kernel).Input([2], new float[2]).Input([3], new float[3]).Output(ElementType.Float32, 3));

    [TestMethod]
    public void A_mean_over_axes_beyond_the_rank_is_refused() =>
        AssertRefused("attribute", new OperatorRecord(Mean.Kernel).Input([2, 2], new float[4]).Output(ElementType.Float32, 2).Attributes(4));

    [TestMethod]
    public void A_permutation_that_names_an_axis_twice_is_refused() =>
        AssertRefused("twice", new OperatorRecord(Transpose.Kernel).Input([2, 2], new float[4]).Output(ElementType.Float32, 2, 2).Attributes(1, 1));

    [TestMethod]
    public void A_padded_shape_that_does_not_match_is_refused() =>
        AssertRefused("padded", new OperatorRecord(Pad.Kernel).Input([2], new float[2]).Output(ElementType.Float32, 4).Attributes(1, 0, 0));

    [TestMethod]
    public void Parts_that_do_not_fill_the_whole_are_refused() =>
        AssertRefused("together", new OperatorRecord(Concat.Kernel).Input([2], new float[2]).Output(ElementType.Float32, 3).Attributes(0));

    [TestMethod]
    public void A_copy_to_another_size_is_refused() =>
        AssertRefused("size", new OperatorRecord(Copy.Kernel).Input([2], new float[2]).Output(ElementType.Float32, 3));

    [TestMethod]
    public void Attributes_that_the_kernel_does_not_know_are_refused() =>
        AssertRefused("more", new OperatorRecord(Tanh.Kernel).Input([2], new float[2]).Output(ElementType.Float32, 2).Attributes(1));

    private static OperatorRecord Pool(int height, int width) =>
        new OperatorRecord(MaxPool2D.Kernel).Input([1, 4, 4, 1], new float[16]).Output(ElementType.Float32, 1, height, width, 1);

    private static void AssertRefused(string reason, OperatorRecord record)
    {
        InvalidDataException exception = Assert.ThrowsExactly<InvalidDataException>(() => record.Create());

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(record.Kernel.Code.ToString(), exception.Message, StringComparison.Ordinal);
    }
}
