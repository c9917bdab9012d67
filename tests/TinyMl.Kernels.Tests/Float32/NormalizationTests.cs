using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class NormalizationTests
{
    [TestMethod]
    public void The_logarithm_of_softmax_is_that_however_large_its_inputs() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 20], Gen.OneOf(1.0, 30.0, 1e4), RealTensor.Seed).Sample((rows, length, range, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, range, rows, length);
            float[] actual = AssertInPlace(() => Record(LogSoftmax.Kernel, x));

            double[] expected = [.. Rows(x).SelectMany(row => row.Select(value => value - row.Max() - Math.Log(row.Sum(other => Math.Exp(other - row.Max())))))];
            for (int i = 0; i < actual.Length; i++) Assert.AreEqual(expected[i], actual[i], (1e-7 * Math.Abs(expected[i])) + 1e-9);
        });

    [TestMethod]
    public void L2_normalization_gives_unit_vectors_and_leaves_zeros() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 20], Gen.OneOf(0.0, 1e-8, 1.0, 1e10), RealTensor.Seed).Sample((rows, length, range, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, range, rows, length);
            float[] actual = AssertInPlace(() => Record(L2Normalization.Kernel, x).Attributes(1e-6f));

            Real.AssertNear([.. Rows(x).SelectMany(row => row.Select(value => value / Math.Max(1e-6, Math.Sqrt(row.Sum(other => other * other)))))], actual);
        });

    [TestMethod]
    public void Layer_normalization_may_have_scale_and_bias() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[2, 20], Gen.Int[0, 2], RealTensor.Seed).Sample((rows, length, parameters, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, 5, rows, length);
            RealTensor[] given = [.. Enumerable.Range(1, parameters).Select(i => RealTensor.Random(seed / (i + 1), 2, length))];
            float[] actual = AssertInPlace(() => given.Aggregate(Record(LayerNormalization.Kernel, x), (record, parameter) => record.Constant(parameter.Shape, parameter.Values)).Attributes(0.1f));

            var expected = new List<double>();
            foreach (double[] row in Rows(x))
            {
                double mean = row.Average(), deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + 0.1);
                expected.AddRange(row.Select((value, i) => ((value - mean) / deviation * (parameters > 0 ? given[0][i] : 1)) + (parameters > 1 ? given[1][i] : 0)));
            }

            Real.AssertNear(expected, actual);
        });

    [TestMethod]
    public void Layer_normalization_of_equal_elements_is_the_bias() =>
        CollectionAssert.AreEqual(
            new[] { 1f, 2, 3 },
            new OperatorRecord(LayerNormalization.Kernel).Input([1, 3], [7, 7, 7]).Constant([3], [5, 5, 5]).Constant([3], [1, 2, 3])
                .Output(ElementType.Float32, 1, 3).Attributes(1e-5f).Run<float>());

    private static IEnumerable<double[]> Rows(RealTensor x) => x.Values.Chunk(x.Shape[^1]).Select(row => Array.ConvertAll(row, value => (double)value));

    private static OperatorRecord Record(Kernel kernel, RealTensor x) => new OperatorRecord(kernel).Input(x.Shape, x.Values);

    // Records are built anew, because inputs come before outputs in them; every one here has x first and y of its shape.
    private static float[] AssertInPlace(Func<OperatorRecord> create)
    {
        float[] apart = create().OutputLike(0).Run<float>();

        Real.AssertSameBits(apart, create().OutputLike(0, inPlace: true).Run<float>());
        return apart;
    }
}
