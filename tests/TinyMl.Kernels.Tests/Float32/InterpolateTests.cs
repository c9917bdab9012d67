using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class InterpolateTests
{
    [TestMethod]
    public void Elements_are_the_weighted_sums_of_their_neighbors() =>
        InterpolationCase.Any.Sample(test =>
        {
            RealTensor x = RealTensor.Random(test.Seed, 10, test.Shape);
            double[] expected = test.Evaluate(index => x.Values[index]);

            OperatorRecord record = new OperatorRecord(Interpolate.Kernel).Input(test.Shape, x.Values);
            for (int i = 0; i < test.Axes.Length; i++)
            {
                record = record.Constant<int>(ElementType.Int32, [test.Starts[i].Length], test.Starts[i])
                    .Constant([test.Starts[i].Length, test.Weights[i][0].Length], [.. test.Weights[i].SelectMany(taps => taps).Select(weight => (float)weight)]);
            }

            float[] actual = record.Output(ElementType.Float32, test.Output).Attributes(test.Axes).Run<float>();

            for (int i = 0; i < expected.Length; i++) Assert.IsLessThan(1e-4, Math.Abs(expected[i] - actual[i]));
        });
}
