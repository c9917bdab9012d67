using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class PoolingTests
{
    [TestMethod]
    public void The_average_counts_padding_only_where_it_is_told_to() =>
        Gen.Select(WindowCase.AnyPool, Gen.Bool, Real.Activation, RealTensor.Seed).Sample((window, countPadding, activation, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, 2, window.InputShape);
            IReadOnlyList<double> expected = Reduce(window, x, activation, taps => taps.Sum() / (countPadding ? window.FilterHeight * window.FilterWidth : taps.Count));

            float[] actual = Record(AveragePool2D.Kernel, window, x, countPadding ? [1] : [0]).Attributes(activation).Run<float>();

            Real.AssertNear(expected, actual);
        });

    [TestMethod]
    public void The_maximum_never_counts_padding() =>
        Gen.Select(WindowCase.AnyPool, Real.Activation, RealTensor.Seed).Sample((window, activation, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, 2, window.InputShape);
            IReadOnlyList<double> expected = Reduce(window, x, activation, taps => taps.Max());

            float[] actual = Record(MaxPool2D.Kernel, window, x, []).Attributes(activation).Run<float>();

            CollectionAssert.AreEqual(expected.Select(value => (float)value).ToArray(), actual);
        });

    private static OperatorRecord Record(Kernel kernel, WindowCase window, RealTensor x, IEnumerable<int> first) =>
        new OperatorRecord(kernel).Input(x.Shape, x.Values)
            .Output(ElementType.Float32, window.Batches, window.OutputHeight, window.OutputWidth, window.Channels)
            .Attributes(first).Attributes(window.FilterHeight, window.FilterWidth).Attributes(window.Attributes);

    private static List<double> Reduce(WindowCase window, RealTensor x, float[] activation, System.Func<IReadOnlyList<double>, double> reduce)
    {
        var results = new List<double>();
        for (int n = 0; n < window.Batches; n++)
        {
            for (int oy = 0; oy < window.OutputHeight; oy++)
            {
                for (int ox = 0; ox < window.OutputWidth; ox++)
                {
                    for (int c = 0; c < window.Channels; c++)
                    {
                        double[] taps = [.. window.Taps(oy, ox).Select(tap => x[n, tap.Y, tap.X, c])];
                        results.Add(Real.Clamp(reduce(taps), activation));
                    }
                }
            }
        }

        return results;
    }
}
