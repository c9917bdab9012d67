using System;
using System.IO;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Int8;

namespace TinyMl.Kernels.Tests.Int8;

[TestClass]
public sealed class InterpolateTests
{
    [TestMethod]
    public void Elements_are_the_weighted_sums_of_their_neighbors_rounded_once() =>
        InterpolationCase.Any.Sample(test =>
        {
            sbyte[] x = new sbyte[BroadcastCase.Elements(test.Shape)];
            var random = new Random(test.Seed);
            for (int i = 0; i < x.Length; i++) x[i] = (sbyte)random.Next(-128, 128);

            // Weights are multiples of 2^-10, so that these sums are exact.
            sbyte[] expected = [.. test.Evaluate(index => x[index]).Select(sum => (sbyte)Math.Clamp(Math.Round(sum, MidpointRounding.AwayFromZero), -128, 127))];

            OperatorRecord record = new OperatorRecord(Interpolate.Kernel).Input<sbyte>(ElementType.Int8, test.Shape, x);
            for (int i = 0; i < test.Axes.Length; i++)
            {
                record = record.Constant<byte>(ElementType.UInt8, [test.Starts[i].Length], [.. test.Starts[i].Select(start => (byte)start)])
                    .Constant<short>(ElementType.Int16, [test.Starts[i].Length, test.Weights[i][0].Length], [.. test.Weights[i].SelectMany(taps => taps).Select(weight => (short)(weight * 1024))]);
            }

            sbyte[] actual = record.Output(ElementType.Int8, test.Output).Attributes(test.Axes).Attributes(10 * test.Axes.Length).Run<sbyte>();

            CollectionAssert.AreEqual(expected, actual);
        });

    [TestMethod]
    public void Weights_whose_sums_would_overflow_are_refused()
    {
        OperatorRecord With(short weight, int bits) => new OperatorRecord(Interpolate.Kernel)
            .Input<sbyte>(ElementType.Int8, [2, 2], new sbyte[4])
            .Constant<byte>(ElementType.UInt8, [1], new byte[1]).Constant<short>(ElementType.Int16, [1, 2], [weight, (short)-weight])
            .Constant<byte>(ElementType.UInt8, [1], new byte[1]).Constant<short>(ElementType.Int16, [1, 2], [weight, (short)-weight])
            .Output(ElementType.Int8, 1, 1).Attributes(0, 1, bits);

        With(2045, 22).Create();
        Assert.ThrowsExactly<InvalidDataException>(() => With(2046, 22).Create());
        Assert.ThrowsExactly<InvalidDataException>(() => With(100, 25).Create());
    }
}
