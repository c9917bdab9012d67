using System;
using System.Linq;
using System.Runtime.InteropServices;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class AccumulationTests
{
    [TestMethod]
    public void ProductsOfTapsAreAddedOneAfterTheOther() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Float[-100, 100].Array[60]).Sample((count, taps, xStep, weightStep, values) =>
        {
            float[] x = values, weights = [.. values.Reverse()], sums = [.. values[..count].Select(value => value / 3)];
            float[] expected = [.. sums];
            for (int tap = 0; tap < taps; tap++)
            {
                for (int i = 0; i < count; i++) expected[i] += x[(tap * xStep) + i] * weights[(tap * weightStep) + i];
            }

            Accumulation.AddProducts(Writable(sums), Readable(x), xStep, Readable(weights), weightStep, taps);

            CollectionAssert.AreEqual(expected, sums);
        });

    [TestMethod]
    public void ClampedValuesLieBetweenTheBoundsAndNotANumberStays()
    {
        float[] values = [-7, -1, -0f, 0, 0.5f, 6, 6.1f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, float.NaN];

        Accumulation.Clamp(Writable(values), 0, 6);

        float[] expected = [0, 0, -0f, 0, 0.5f, 6, 6, float.NaN, 0, 6, float.NaN];
        CollectionAssert.AreEqual(expected.Select(BitConverter.SingleToInt32Bits).ToArray(), values.Select(BitConverter.SingleToInt32Bits).ToArray());
    }

    private static Float32Span Writable(float[] values) => new(MemoryMarshal.AsBytes(values.AsSpan()));

    private static RealSpan<Float32Format> Readable(float[] values) => new(MemoryMarshal.AsBytes(values.AsSpan()));
}
