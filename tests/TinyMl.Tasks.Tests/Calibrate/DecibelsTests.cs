using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;

namespace TinyMl.Tasks.Tests.Calibrate;

[TestClass]
public sealed class DecibelsTests
{
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(2.0)]
    [DataRow(0.001)]
    [DataRow(1.9999999999)]
    [DataRow(12345.678)]
    [DataRow(3e200)]
    [DataRow(7e-200)]
    public void AgreeWithTheLogarithm(double ratio) => Assert.AreEqual(10 * Math.Log10(ratio), Decibels.Of(ratio), 1e-10);

    [TestMethod]
    public void AreUnknownWithoutNoise()
    {
        var meter = new NoiseMeter();
        meter.Add([1, 2], [1, 2]);

        Assert.IsNull(meter.Decibels);
    }

    [TestMethod]
    public void CompareTheEnergies()
    {
        var meter = new NoiseMeter();
        meter.Add([3, 4], [3, 4.5f]);

        Assert.AreEqual(20, meter.Decibels!.Value, 1e-9);
    }
}
