using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class TrigonometricTests
{
    /// <summary>Angles of every magnitude, and those next to many multiples of a right angle.</summary>
    private static IEnumerable<double> Angles
    {
        get
        {
            foreach (double x in Deviation.Magnitudes(-310, 308)) yield return x;
            for (int i = 1; i < 3000; i++)
            {
                yield return i * (Math.PI / 2);
                yield return -i * (double)(float)(Math.PI / 4);
            }

            foreach (double x in new[] { 0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity }) yield return x;
        }
    }

    [TestMethod]
    public void Sine_is_within_a_few_units_in_the_last_place_of_double_for_every_angle() => Deviation.IsAtMost(6e-16, Math.Sin, Trigonometric.Sin, Angles);

    [TestMethod]
    public void Cosine_is_within_a_few_units_in_the_last_place_of_double_for_every_angle() => Deviation.IsAtMost(6e-16, Math.Cos, Trigonometric.Cos, Angles);

    /// <summary>An example of Muller, Elementary Functions, chapter 11; platforms miss its last digits.</summary>
    [TestMethod]
    public void Cosine_is_as_exact_where_a_double_comes_nearest_to_a_multiple_of_a_right_angle() =>
        Assert.AreEqual(-4.6871659242546276861e-19, Trigonometric.Cos(6381956970095103 * Math.Pow(2, 797)), 2e-34);

    [TestMethod]
    public void Tangent_is_within_a_few_units_in_the_last_place_of_double_for_every_angle() => Deviation.IsAtMost(9e-16, Math.Tan, Trigonometric.Tan, Angles);
}
