using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Kernels.Tests.Arithmetic;

/// <summary>How far a function of ours is from the platform's, which is near enough to the real one to judge it.</summary>
internal static class Deviation
{
    /// <summary>Requires a relative deviation of at most so much everywhere, and the same not-a-numbers and infinities.</summary>
    public static void IsAtMost(double relative, Func<double, double> expected, Func<double, double> actual, IEnumerable<double> arguments)
    {
        foreach (double x in arguments)
        {
            double wanted = expected(x), got = actual(x);
            if (double.IsNaN(wanted) || double.IsInfinity(wanted) || wanted == 0)
            {
                Assert.AreEqual(wanted, got, $"At {x:R}.");
                continue;
            }

            Assert.IsLessThanOrEqualTo(relative * Math.Abs(wanted), Math.Abs(wanted - got), $"At {x:R}: {got:R} instead of {wanted:R}.");
        }
    }

    /// <summary>Positive and negative numbers of every magnitude between two powers of ten.</summary>
    public static IEnumerable<double> Magnitudes(int from, int to, double step = 0.013)
    {
        for (double exponent = from; exponent <= to; exponent += step)
        {
            double x = Math.Pow(10, exponent);
            yield return x;
            yield return -x;
        }
    }

    /// <summary>Evenly spaced numbers.</summary>
    public static IEnumerable<double> Steps(double from, double to, double step)
    {
        for (double x = from; x <= to; x += step) yield return x;
    }
}
