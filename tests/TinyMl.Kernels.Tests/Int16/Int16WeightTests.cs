using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Int16;
using static TinyMl.Kernels.Tests.Int16.PlainArithmetic;

namespace TinyMl.Kernels.Tests.Int16;

/// <summary>Convolutions and inner products of int16 and int8 against sums without bound, bit for bit.</summary>
[TestClass]
public sealed class Int16WeightTests
{
    [TestMethod]
    public void Convolutions() => Gen.Select(WindowCase.Any, Gen.Int[1, 3], Gen.Int[1, 3], RandomTensor.Seed).Sample((window, groups, perGroup, seed) =>
    {
        int inputs = window.Channels * groups, outputs = groups * perGroup;
        int[] xShape = [window.Batches, window.Height, window.Width, inputs];
        Check(Conv2D.Kernel, seed, xShape, [outputs, window.FilterHeight, window.FilterWidth, window.Channels], outputs, [window.Batches, window.OutputHeight, window.OutputWidth, outputs], window.Attributes, (x, w, index) =>
        {
            (int n, int oy, int ox, int o) = Position(index, window.OutputHeight, window.OutputWidth, outputs);
            BigInteger sum = 0;
            foreach ((int ky, int kx, int iy, int ix) in window.Taps(oy, ox))
            {
                for (int i = 0; i < window.Channels; i++)
                {
                    int channel = (o / perGroup * window.Channels) + i;
                    sum += x[(((((n * window.Height) + iy) * window.Width) + ix) * inputs) + channel] * w[(((((o * window.FilterHeight) + ky) * window.FilterWidth) + kx) * window.Channels) + i];
                }
            }

            return sum;
        });
    });

    [TestMethod]
    public void DepthwiseConvolutions() => Gen.Select(WindowCase.Any, Gen.Int[1, 3], RandomTensor.Seed).Sample((window, multiplier, seed) =>
    {
        int outputs = window.Channels * multiplier;
        Check(DepthwiseConv2D.Kernel, seed, window.InputShape, [1, window.FilterHeight, window.FilterWidth, outputs], outputs, [window.Batches, window.OutputHeight, window.OutputWidth, outputs], window.Attributes, (x, w, index) =>
        {
            (int n, int oy, int ox, int o) = Position(index, window.OutputHeight, window.OutputWidth, outputs);
            BigInteger sum = 0;
            foreach ((int ky, int kx, int iy, int ix) in window.Taps(oy, ox))
            {
                sum += x[(((((n * window.Height) + iy) * window.Width) + ix) * window.Channels) + (o / multiplier)] * w[(((ky * window.FilterWidth) + kx) * outputs) + o];
            }

            return sum;
        });
    });

    [TestMethod]
    public void TransposedConvolutions() => Gen.Select(WindowCase.Any, Gen.Int[1, 4], RandomTensor.Seed).Sample((window, inputs, seed) =>
    {
        // The window leads from the output, [Height, Width, Channels], to the input.
        int outputs = window.Channels;
        int[] xShape = [window.Batches, window.OutputHeight, window.OutputWidth, inputs];
        Check(TransposeConv2D.Kernel, seed, xShape, [outputs, window.FilterHeight, window.FilterWidth, inputs], outputs, window.InputShape, window.Attributes, (x, w, index) =>
        {
            (int n, int y, int column, int o) = Position(index, window.Height, window.Width, outputs);
            BigInteger sum = 0;
            for (int iy = 0; iy < window.OutputHeight; iy++)
            {
                for (int ix = 0; ix < window.OutputWidth; ix++)
                {
                    foreach ((int ky, int kx, int ty, int tx) in window.Taps(iy, ix))
                    {
                        if (ty != y || tx != column) continue;
                        for (int i = 0; i < inputs; i++)
                        {
                            sum += x[(((((n * window.OutputHeight) + iy) * window.OutputWidth) + ix) * inputs) + i] * w[(((((o * window.FilterHeight) + ky) * window.FilterWidth) + kx) * inputs) + i];
                        }
                    }
                }
            }

            return sum;
        });
    });

    [TestMethod]
    public void InnerProducts() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3000], Gen.Int[1, 5], RandomTensor.Seed).Sample(
        (rows, inputs, outputs, seed) => Check(FullyConnected.Kernel, seed, [rows, inputs], [outputs, inputs], outputs, [rows, outputs], [], (x, w, index) =>
        {
            BigInteger sum = 0;
            for (int i = 0; i < inputs; i++) sum += x[(index / outputs * inputs) + i] * w[(index % outputs * inputs) + i];
            return sum;
        }),
        iter: 50);

    [TestMethod]
    public void SumsOfTheLargestProductsDoNotOverflow()
    {
        short[] x = [.. Enumerable.Repeat(short.MinValue, 4096)];
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)-127, 4096)];

        short[] y = new OperatorRecord(FullyConnected.Kernel).Input<short>(ElementType.Int16, [1, 4096], x)
            .Constant<sbyte>(ElementType.Int8, [1, 4096], weights).Multipliers([1 << 30], [-19])
            .Output(ElementType.Int16, 1, 1).Attributes([1, OperatorRecord.LeastShift, 0, short.MinValue, short.MaxValue]).Run<short>();

        // 4096 * 32768 * 127 / 2^20.
        Assert.AreEqual(4096L * 32768 * 127 >> 20, y[0]);
    }

    [TestMethod]
    public void AShiftIsRefusedThatOnlySumsOf32BitsBear()
    {
        Shifted(7, isWide: true).Create();
        Shifted(30, isWide: false).Create();
        Assert.ThrowsExactly<System.IO.InvalidDataException>(() => Shifted(8, isWide: true).Create());
        Assert.ThrowsExactly<System.IO.InvalidDataException>(() => Shifted(31, isWide: false).Create());
    }

    [TestMethod]
    public void AWidthOfSumsIsRefusedThatIsNeither() =>
        Assert.ThrowsExactly<System.IO.InvalidDataException>(() => Shifted(0, isWide: true).With(0, 2).Create());

    private static OperatorRecord Shifted(int shift, bool isWide) =>
        new OperatorRecord(FullyConnected.Kernel).Input<short>(ElementType.Int16, [1, 1], [1])
            .Constant<sbyte>(ElementType.Int8, [1, 1], [1]).Multipliers([1 << 30], [shift])
            .Output(ElementType.Int16, 1, 1).Attributes([isWide ? 1 : 0, OperatorRecord.LeastShift, 0, short.MinValue, short.MaxValue]);

    // Sums of 64 bits with a bias, of 32, or of 64 without a bias; multipliers of each channel or one for all.
    private static void Check(
        Kernel kernel, int seed, int[] xShape, int[] weightShape, int channels, int[] yShape, IEnumerable<int> window, Func<short[], sbyte[], int, BigInteger> sum)
    {
        var random = new RandomTensor(seed);
        short[] x = random.Int16(xShape);
        sbyte[] weights = random.Weights(weightShape);
        int scales = random.Next(0, 1) == 0 ? 1 : channels, kind = random.Next(0, 2);
        int[] mantissas = random.Mantissas(scales), range = random.Range();
        int[] shifts = [.. Enumerable.Range(0, scales).Select(_ => random.Next(-16, kind == 1 ? 1 : 3))];
        long[] bias = [.. Enumerable.Range(0, channels).Select(_ => kind == 0 ? (long)random.Next(-1000, 1000) << random.Next(0, 30) : random.Next(-1_000_000, 1_000_000))];
        OperatorRecord record = new OperatorRecord(kernel).Input<short>(ElementType.Int16, xShape, x).Constant<sbyte>(ElementType.Int8, weightShape, weights)
            .Multipliers(mantissas, shifts);
        record = kind switch
        {
            0 => record.Integers([channels], random.Next(41, 63), bias),
            1 => record.Integers([channels], random.Next(21, 63), bias),
            _ => record,
        };

        short[] actual = record.Output(ElementType.Int16, yShape).Attributes([.. window, kind == 1 ? 0 : 1, OperatorRecord.LeastShift, .. range]).Run<short>();

        for (int i = 0; i < actual.Length; i++)
        {
            int channel = i % channels, scale = channel % scales;
            BigInteger accumulator = sum(x, weights, i) + (kind == 2 ? 0 : bias[channel]);
            BigInteger value = kind == 1
                ? MultiplyNarrow(accumulator, mantissas[scale], shifts[scale])
                : MultiplyWide(accumulator, mantissas[scale], shifts[scale]);
            Assert.AreEqual(Bounded(value, range[1], range[2]), actual[i]);
        }
    }

    private static (int N, int Y, int X, int Channel) Position(int index, int height, int width, int channels) =>
        (index / channels / width / height, index / channels / width % height, index / channels % width, index % channels);
}
