using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class ReductionTests
{
    [TestMethod]
    public void The_mean_goes_over_any_axes() => AssertReduction(Mean.Kernel, values => values.Average());

    [TestMethod]
    public void The_sum_goes_over_any_axes() => AssertReduction(ReduceSum.Kernel, values => values.Sum());

    [TestMethod]
    public void The_largest_element_is_found_over_any_axes() => AssertReduction(ReduceMax.Kernel, values => values.Max());

    [TestMethod]
    public void The_least_element_is_found_over_any_axes() => AssertReduction(ReduceMin.Kernel, values => values.Min());

    [TestMethod]
    public void The_product_goes_over_any_axes() => AssertReduction(ReduceProd.Kernel, values => values.Aggregate(1.0, (product, value) => product * value));

    [TestMethod]
    public void Sums_go_from_the_first_element_on()
    {
        // 2^24 + 1 is no float: from the left the ones are lost, from the right they are not.
        float[] x = [16777216, 1, 1, 1, 1, 16777216];

        CollectionAssert.AreEqual(new[] { 16777216f, 16777218f }, Record(ReduceSum.Kernel, [2, 3], x[..3].Concat(x[3..])).Output(ElementType.Float32, 2).Attributes(2).Run<float>());
        CollectionAssert.AreEqual(new[] { 16777216f }, Record(ReduceSum.Kernel, [3, 1], x[..3]).Output(ElementType.Float32, 1).Attributes(1).Run<float>());
    }

    [TestMethod]
    [DataRow(1, 0, new[] { 2, 1 })]
    [DataRow(1, 1, new[] { 3, 2 })]
    [DataRow(0, 0, new[] { 1, 0 })]
    [DataRow(0, 1, new[] { 4, 0 })]
    public void The_index_of_an_extreme_passes_over_what_is_no_number(int isGreatest, int isLast, int[] expected)
    {
        float[] x = [float.NaN, -1, 7, 7, -1, -3, 2, 2, 1, 0];

        foreach (ElementType type in new[] { ElementType.Int32, ElementType.Int64 })
        {
            OperatorRecord record = Record(ArgMinMax.Kernel, [2, 5], x).Output(type, 2).Attributes(1, isGreatest, isLast);

            CollectionAssert.AreEqual(expected, type == ElementType.Int32 ? record.Run<int>() : [.. record.Run<long>().Select(index => (int)index)]);
        }
    }

    [TestMethod]
    public void The_index_of_no_number_is_the_first() =>
        CollectionAssert.AreEqual(new[] { 0 }, Record(ArgMinMax.Kernel, [2], [float.NaN, float.NaN]).Output(ElementType.Int32, 1).Attributes(0, 1, 0).Run<int>());

    private static void AssertReduction(Kernel kernel, Func<double[], double> function) =>
        Gen.Select(Gen.Int[1, 4].Array[0, 6], Gen.Int[0, 63], RealTensor.Seed).Sample((shape, mask, seed) =>
        {
            int axes = mask & ((1 << shape.Length) - 1);
            RealTensor x = RealTensor.Random(seed, 2, shape);
            int[] kept = [.. shape.Select((dimension, axis) => (axes >> axis & 1) != 0 ? 1 : dimension)];
            var target = new BroadcastCase(kept, shape);
            double[] expected = [.. Enumerable.Range(0, x.Values.Length).GroupBy(i => target.Source(kept, i), i => (double)x.Values[i]).OrderBy(group => group.Key).Select(group => function([.. group]))];

            float[] actual = Record(kernel, shape, x.Values)
                .Output(ElementType.Float32, [.. shape.Where((_, axis) => (axes >> axis & 1) == 0)]).Attributes(axes).Run<float>();

            Real.AssertNear(expected, actual);
        });

    private static OperatorRecord Record(Kernel kernel, int[] shape, params System.Collections.Generic.IEnumerable<float> x) => new OperatorRecord(kernel).Input(shape, [.. x]);
}
