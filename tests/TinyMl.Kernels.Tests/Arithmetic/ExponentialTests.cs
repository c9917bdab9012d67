using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class ExponentialTests
{
    [TestMethod]
    public void Exp_is_within_three_units_in_the_last_place_of_double_over_its_whole_range()
    {
        for (double x = -708; x <= 709; x += 0.0071)
        {
            AssertNear(Math.Exp(x), Exponential.Exp(x), 4.5e-16, x);
        }
    }

    [TestMethod]
    public void Exp_meets_the_ends_of_its_range()
    {
        Assert.AreEqual(1.0, Exponential.Exp(0));
        Assert.AreEqual(0.0, Exponential.Exp(-746));
        Assert.AreEqual(double.PositiveInfinity, Exponential.Exp(710));
        Assert.AreEqual(double.PositiveInfinity, Exponential.Exp(double.PositiveInfinity));
        Assert.AreEqual(0.0, Exponential.Exp(double.NegativeInfinity));
        Assert.IsTrue(double.IsNaN(Exponential.Exp(double.NaN)));
        Assert.AreEqual(Math.Exp(-740), Exponential.Exp(-740), 1e-323);
    }

    [TestMethod]
    public void Exp_minus_one_is_as_exact_near_zero()
    {
        // e^x - 1 = x + x^2/2 + x^3/6 + ...
        Deviation.IsAtMost(4.5e-16, x => x * (1 + (x * (0.5 + (x * ((1.0 / 6) + (x / 24)))))), Exponential.ExpMinusOne, Deviation.Magnitudes(-300, -4));
        Deviation.IsAtMost(2e-15, x => Math.Exp(x) - 1, Exponential.ExpMinusOne, Deviation.Steps(-40, 700, 0.37));
        Deviation.IsAtMost(0, x => x, Exponential.ExpMinusOne, [0, double.PositiveInfinity, double.NaN]);
        Assert.AreEqual(-1, Exponential.ExpMinusOne(double.NegativeInfinity));
    }

    [TestMethod]
    public void Logistic_and_tanh_are_far_more_exact_than_a_float()
    {
        foreach (double magnitude in Enumerable.Range(-400, 500).Select(i => Math.Pow(10, i / 50.0)))
        {
            foreach (double x in new[] { magnitude, -magnitude })
            {
                AssertNear(1 / (1 + Math.Exp(-x)), Exponential.Logistic(x), 1e-15, x);
                AssertNear(Math.Tanh(x), Exponential.Tanh(x), 2e-13, x);
            }
        }

        Assert.AreEqual(0.0, Exponential.Tanh(0));
        Assert.AreEqual(1.0, Exponential.Tanh(double.PositiveInfinity));
        Assert.AreEqual(-1.0, Exponential.Tanh(double.NegativeInfinity));
        Assert.IsTrue(double.IsNaN(Exponential.Tanh(double.NaN)));
    }

    private static void AssertNear(double expected, double actual, double relative, double x) =>
        Assert.IsLessThanOrEqualTo(relative * Math.Abs(expected), Math.Abs(expected - actual), $"At {x}: {actual} instead of {expected}.");
}
