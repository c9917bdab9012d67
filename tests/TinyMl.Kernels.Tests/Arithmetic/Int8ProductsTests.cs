using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class Int8ProductsTests
{
    // Lengths on both sides of every vector's, and often the values whose products are the largest.
    private static readonly Gen<sbyte> Value = Gen.OneOf(Gen.SByte, Gen.SByte, Gen.Const(sbyte.MinValue), Gen.Const(sbyte.MaxValue));

    private static readonly Gen<(sbyte[] X, sbyte[] Weights, sbyte Zero)> Operands =
        from length in Gen.Int[0, 100]
        from x in Value.Array[length]
        from weights in Value.Array[length]
        from zero in Value
        select (x, weights, zero);

    [TestMethod]
    public void TheVectorDotProductHasTheBitsOfTheScalarOne() =>
        Operands.Sample(
            operands => Assert.AreEqual(
                Int8Products.DotScalar(operands.X, operands.Zero, operands.Weights),
                Int8Products.Dot(operands.X, operands.Zero, operands.Weights)),
            iter: 5_000);

    [TestMethod]
    public void TheVectorAccumulationHasTheBitsOfTheScalarOne() =>
        Gen.Select(Operands, Gen.Int[0, 4], Gen.Int[0, 20], Gen.Int[0, 20]).Sample(
            (operands, taps, xStep, weightStep) =>
            {
                int count = operands.X.Length - (Math.Max(0, taps - 1) * Math.Max(xStep, weightStep));
                if (count < 0) return;
                int[] expected = [.. Array.ConvertAll(operands.X[..count], value => value * 16_777_213)], actual = [.. expected];

                Int8Products.AccumulateScalar(expected, operands.X, xStep, operands.Zero, operands.Weights, weightStep, taps);
                Int8Products.Accumulate(actual, operands.X, xStep, operands.Zero, operands.Weights, weightStep, taps);

                CollectionAssert.AreEqual(expected, actual);
            },
            iter: 5_000);

    [TestMethod]
    public void SumsWrapAt32Bits()
    {
        sbyte[] x = new sbyte[1 << 17], weights = new sbyte[1 << 17];
        x.AsSpan().Fill(-128);
        weights.AsSpan().Fill(-128);

        Assert.AreEqual(unchecked((int)((1L << 17) * -255 * -128)), Int8Products.Dot(x, 127, weights));
    }
}
