using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class FilterProductsTests
{
    private static readonly Gen<sbyte> Weight = Gen.OneOf(Gen.SByte, Gen.Const(sbyte.MinValue));

    // A patch of some elements of each filter, which vectors can read beyond of all filters but the last ones.
    private static readonly Gen<(short[] Patch, sbyte[] Weights, int Start, int Stride)> Operands =
        from stride in Gen.OneOf(Gen.Int[1, 40], Gen.Int[1, FilterProducts.MostElements])
        from start in Gen.Int[0, stride - 1]
        from patch in Gen.OneOf(Gen.Short, Gen.Const(short.MinValue)).Array[1, stride - start]
        from filters in Gen.Int[1, 11]
        from weights in Weight.Array[filters * stride]
        select (patch, weights, start, stride);

    [TestMethod]
    public void SumsOf32BitsAreThoseOfTheDefinition() => Operands.Sample(
        (patch, weights, start, stride) =>
        {
            int[] sums = [.. Enumerable.Range(1, weights.Length / stride).Select(i => i * 987_654_321)];
            int[] expected = [.. sums.Select((sum, o) => unchecked((int)(sum + Sum(patch, weights, start + (o * stride)))))];

            FilterProducts.AddEach<int>(sums, Room(patch), patch.Length, weights, start, stride);

            CollectionAssert.AreEqual(expected, sums);
        },
        iter: 5_000);

    [TestMethod]
    public void SumsOf64BitsAreThoseOfTheDefinition() => Operands.Sample(
        (patch, weights, start, stride) =>
        {
            long[] sums = [.. Enumerable.Range(1, weights.Length / stride).Select(i => i * 987_654_321_987L)];
            long[] expected = [.. sums.Select((sum, o) => sum + Sum(patch, weights, start + (o * stride)))];

            FilterProducts.AddEach<long>(sums, Room(patch), patch.Length, weights, start, stride);

            CollectionAssert.AreEqual(expected, sums);
        },
        iter: 5_000);

    [TestMethod]
    public void CenteredElementsLieOnBothSidesOfTheZeroPoint() => Gen.Select(Gen.SByte.Array[0, 40], Gen.SByte).Sample((x, zeroPoint) =>
    {
        short[] centered = new short[x.Length];

        FilterProducts.Center<sbyte>(new ReadOnlyIntegerSpan<sbyte>((byte[])(object)x), zeroPoint, centered);

        CollectionAssert.AreEqual(x.Select(value => (short)(value - zeroPoint)).ToArray(), centered);
    });

    // What stands behind a patch must not matter.
    private static short[] Room(short[] patch) => [.. patch, .. Enumerable.Repeat((short)12345, FilterProducts.MostElements - patch.Length)];

    private static long Sum(short[] patch, sbyte[] weights, int first) => patch.Select((element, i) => (long)element * weights[first + i]).Sum();
}
