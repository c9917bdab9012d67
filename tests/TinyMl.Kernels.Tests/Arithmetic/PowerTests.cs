using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class PowerTests
{
    [TestMethod]
    public void Is_far_more_exact_than_a_float()
    {
        foreach (double exponent in new[] { -3, -1, -0.5, 0.1, 0.5, 2, 3, 5.25, 17 })
        {
            Deviation.IsAtMost(
                1e-13,
                x => Math.Pow(x, exponent),
                x => Power.Pow(x, exponent),
                Deviation.Magnitudes(-6, 6).Where(x => x > 0 || Math.Floor(exponent) == exponent));
        }
    }

    [TestMethod]
    public void Has_the_platforms_results_at_the_ends_and_between()
    {
        double[] ends = [0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 4503599627370497, -4503599627370497];
        foreach (double x in ends)
        {
            foreach (double y in ends)
            {
                double expected = Math.Pow(x, y);
                Assert.AreEqual(expected, Power.Pow(x, y), double.IsFinite(expected) ? 1e-13 * Math.Abs(expected) : 0, $"{x}^{y}");
            }
        }
    }
}
