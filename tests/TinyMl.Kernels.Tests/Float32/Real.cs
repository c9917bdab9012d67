using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Kernels.Tests.Float32;

/// <summary>What the tests of float kernels share: ranges to clamp to, and how near is near enough.</summary>
internal static class Real
{
    // Operands are about 1, and sums of them that cancel each other keep the rounding errors of their terms.
    private const double SmallestRange = 0.25;

    /// <summary>No activation, Relu, or a range.</summary>
    public static Gen<float[]> Activation { get; } = Gen.OneOf<float[]>([], [0], [0, 6], [-0.5f, 1.25f]);

    public static double Clamp(double value, float[] activation)
    {
        if (activation.Length > 0) value = Math.Max(value, activation[0]);
        return activation.Length > 1 ? Math.Min(value, activation[1]) : value;
    }

    /// <summary>Equal within 1e-5 of the output's range.</summary>
    public static void AssertNear(IReadOnlyList<double> expected, float[] actual)
    {
        Assert.HasCount(expected.Count, actual);
        double tolerance = 1e-5 * Math.Max(SmallestRange, expected.Max(Math.Abs));
        for (int i = 0; i < actual.Length; i++) Assert.AreEqual(expected[i], actual[i], tolerance, $"Element {i}.");
    }

    public static void AssertSameBits(float[] expected, float[] actual) =>
        CollectionAssert.AreEqual(expected.Select(BitConverter.SingleToInt32Bits).ToArray(), actual.Select(BitConverter.SingleToInt32Bits).ToArray());
}
