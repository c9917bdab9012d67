using System;
using System.Linq;
using System.Runtime.InteropServices;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class DotProductTests
{
    private static readonly Gen<float[]> Pairs =
        from count in Gen.Int[0, 70]
        from values in Gen.Float[-100, 100].Array[2 * count]
        select values;

    [TestMethod]
    public void The_sum_has_the_order_that_is_promised_bit_for_bit()
    {
        Pairs.Sample(values =>
        {
            float[] x = values[..(values.Length / 2)], weights = values[(values.Length / 2)..];

            float actual = DotProduct.Of(Span<Float32Format>(x), Span<Float32Format>(weights));

            Assert.AreEqual(BitConverter.SingleToInt32Bits(InPromisedOrder(x, weights)), BitConverter.SingleToInt32Bits(actual));
        });
    }

    [TestMethod]
    public void Float16_weights_give_the_bits_of_the_same_weights_as_Float32()
    {
        Pairs.Sample(values =>
        {
            float[] x = values[..(values.Length / 2)];
            Half[] halves = [.. values[(values.Length / 2)..].Select(value => (Half)value)];
            float[] singles = [.. halves.Select(value => (float)value)];

            float expected = DotProduct.Of(Span<Float32Format>(x), Span<Float32Format>(singles));
            float actual = DotProduct.Of(Span<Float32Format>(x), new RealSpan<Float16Format>(MemoryMarshal.AsBytes(halves.AsSpan())));

            Assert.AreEqual(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));
        });
    }

    [TestMethod]
    public void Each_of_several_sums_has_the_order_of_one_bit_for_bit() =>
        Gen.Select(Pairs, Gen.Int[1, 10], Gen.Int[0, 3], Gen.Int[0, 3]).Sample((values, filters, start, gap) =>
        {
            float[] x = values[..(values.Length / 2)];
            int stride = start + x.Length + gap;
            Half[] halves = [.. Enumerable.Range(0, filters * stride).Select(i => (Half)(values.Length == 0 ? 1 : values[i * 7 % values.Length]))];
            float[] weights = [.. halves.Select(value => (float)value)];
            float[] sums = [.. Enumerable.Range(0, filters).Select(o => o - 4.7f)], ofHalves = [.. sums];
            int[] expected = [.. sums.Select((sum, o) => BitConverter.SingleToInt32Bits(sum + InPromisedOrder(x, weights[((o * stride) + start)..][..x.Length])))];

            DotProduct.AddEach(new Float32Span(MemoryMarshal.AsBytes(sums.AsSpan())), Span<Float32Format>(x), Span<Float32Format>(weights), start, stride);
            DotProduct.AddEach(new Float32Span(MemoryMarshal.AsBytes(ofHalves.AsSpan())), Span<Float32Format>(x), new RealSpan<Float16Format>(MemoryMarshal.AsBytes(halves.AsSpan())), start, stride);

            CollectionAssert.AreEqual(expected, sums.Select(BitConverter.SingleToInt32Bits).ToArray());
            CollectionAssert.AreEqual(expected, ofHalves.Select(BitConverter.SingleToInt32Bits).ToArray());
        });

    private static RealSpan<TFormat> Span<TFormat>(float[] values)
        where TFormat : struct, IRealFormat => new(MemoryMarshal.AsBytes(values.AsSpan()));

    private static float InPromisedOrder(float[] x, float[] weights)
    {
        float[] sums = new float[8];
        int blocked = x.Length / 8 * 8;
        for (int i = 0; i < blocked; i++) sums[i % 8] += x[i] * weights[i];
        float sum = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
        for (int i = blocked; i < x.Length; i++) sum += x[i] * weights[i];
        return sum;
    }
}
