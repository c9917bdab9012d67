using System;
using System.Linq;
using System.Numerics;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Int16;
using static TinyMl.Kernels.Tests.Int16.PlainArithmetic;

namespace TinyMl.Kernels.Tests.Int16;

/// <summary>Pooling, reductions and conversions of int16 against their formulas in numbers without bound, bit for bit.</summary>
[TestClass]
public sealed class Int16FunctionTests
{
    [TestMethod]
    public void Pools() => Gen.Select(WindowCase.AnyPool, Gen.Bool, RandomTensor.Seed).Sample((window, isAverage, seed) =>
    {
        var random = new RandomTensor(seed);
        short[] x = random.Int16(window.InputShape);
        int[] range = random.Range();
        int countsPadding = random.Next(0, 1);
        int[] attributes = [window.FilterHeight, window.FilterWidth, .. window.Attributes];

        short[] actual = new OperatorRecord(isAverage ? AveragePool2D.Kernel : MaxPool2D.Kernel).Input<short>(ElementType.Int16, window.InputShape, x)
            .Output(ElementType.Int16, window.Batches, window.OutputHeight, window.OutputWidth, window.Channels)
            .Attributes((int[])(isAverage ? [countsPadding, .. attributes, .. range] : [.. attributes, .. range[1..]]))
            .Run<short>();

        for (int i = 0; i < actual.Length; i++)
        {
            int channel = i % window.Channels, pixel = i / window.Channels;
            int column = pixel % window.OutputWidth, row = pixel / window.OutputWidth % window.OutputHeight, n = pixel / window.OutputWidth / window.OutputHeight;
            int[] values = [.. window.Taps(row, column).Select(tap => (int)x[(((((n * window.Height) + tap.Y) * window.Width) + tap.X) * window.Channels) + channel])];
            BigInteger value = isAverage ? Average(values.Sum(), countsPadding == 1 ? window.FilterHeight * window.FilterWidth : values.Length) : values.Max();
            Assert.AreEqual(Bounded(value, range[1], range[2]), actual[i]);
        }
    });

    [TestMethod]
    public void Reductions() => Gen.Select(Gen.Int[1, 6].Array[1, 4], Gen.Int[0, 15], Gen.Int[0, 3], RandomTensor.Seed).Sample((shape, bits, kind, seed) =>
    {
        var random = new RandomTensor(seed);
        int axes = bits & ((1 << shape.Length) - 1);
        short[] x = random.Int16(shape);
        int mantissa = random.Mantissa(), shift = random.Next(-12, 0);
        int[] kept = [.. shape.Where((_, axis) => (axes >> axis & 1) == 0)];
        int[] attributes = kind < 2 ? [axes, 0, mantissa, shift, 0] : [axes];

        short[] actual = new OperatorRecord(new[] { Mean.Kernel, ReduceSum.Kernel, ReduceMax.Kernel, ReduceMin.Kernel }[kind]).Input<short>(ElementType.Int16, shape, x)
            .Output(ElementType.Int16, kept).Attributes(attributes).Run<short>();

        ILookup<int, short> elements = Enumerable.Range(0, x.Length).ToLookup(i => Kept(i, shape, axes), i => x[i]);
        for (int i = 0; i < actual.Length; i++)
        {
            short expected = kind switch
            {
                0 or 1 => Bounded(MultiplyNarrow(elements[i].Sum(value => value), mantissa, shift)),
                2 => elements[i].Max(),
                _ => elements[i].Min(),
            };
            Assert.AreEqual(expected, actual[i]);
        }
    });

    [TestMethod]
    public void ConversionsBetweenIntegers() => RandomTensor.Seed.Sample(seed =>
    {
        var random = new RandomTensor(seed);
        (ElementType type, int size, long least, long greatest)[] types =
        [
            (ElementType.Int8, 1, sbyte.MinValue, sbyte.MaxValue), (ElementType.Int16, 2, short.MinValue, short.MaxValue), (ElementType.Int32, 4, int.MinValue, int.MaxValue),
        ];
        (ElementType type, int size, long least, long greatest) from = types[random.Next(0, 2)], to = types[random.Next(0, 2)];
        int mantissa = random.Mantissa(), shift = random.Next(-16, from.type == ElementType.Int32 ? 0 : 8), xZero = random.Next(-100, 100), yZero = random.Next(-100, 100);
        int[] x = [.. random.Int16(20).Select(value => (int)Math.Clamp((long)value * (from.type == ElementType.Int32 ? 30_000 : 1), from.least, from.greatest))];
        byte[] stored = [.. x.SelectMany(value => BitConverter.GetBytes(value)[..from.size])];

        byte[] actual = Convert(from.type, stored, to.type, xZero, mantissa, shift, yZero);

        byte[] expected = [.. x.SelectMany(value => BitConverter.GetBytes((int)BigInteger.Max(to.least, BigInteger.Min(to.greatest, MultiplyNarrow(value - xZero, mantissa, shift) + yZero)))[..to.size])];
        CollectionAssert.AreEqual(expected, actual, $"{from.type} to {to.type}");
    });

    [TestMethod]
    public void ConversionsFromAndToRealValues()
    {
        int[] attributes = [BitConverter.SingleToInt32Bits(0.5f), 0];

        CollectionAssert.AreEqual(
            new short[] { 0, 1, -1, 32767, -32768, 0 },
            new OperatorRecord(Quantize.Kernel).Input([6], [0, 0.25f, -0.25f, 1e9f, float.NegativeInfinity, float.NaN]).Output(ElementType.Int16, 6).Attributes(attributes).Run<short>());
        CollectionAssert.AreEqual(
            new[] { 0f, -16384f, 16383.5f },
            new OperatorRecord(Dequantize.Kernel).Input<short>(ElementType.Int16, [3], [0, -32768, 32767]).Output(ElementType.Float32, 3).Attributes(attributes).Run<float>());
    }

    private static byte[] Convert(ElementType from, byte[] x, ElementType to, int xZero, int mantissa, int shift, int yZero)
    {
        OperatorRecord record = new OperatorRecord(Requantize.Kernel).Input<byte>(from, [20], x).Output(to, 20).Attributes([xZero, mantissa, shift, yZero]);
        return record.Run<byte>();
    }

    private static int Kept(int index, int[] shape, int axes)
    {
        int result = 0, stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            int position = index % shape[axis];
            index /= shape[axis];
            if ((axes >> axis & 1) != 0) continue;
            result += position * stride;
            stride *= shape[axis];
        }

        return result;
    }
}
