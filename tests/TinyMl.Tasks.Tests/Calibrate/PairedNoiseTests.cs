using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;

namespace TinyMl.Tasks.Tests.Calibrate;

[TestClass]
public sealed class PairedNoiseTests
{
    private static readonly double[] Other = [.. Enumerable.Range(0, 20).Select(i => 1 + (i % 3))];

    [TestMethod]
    public void LessInEverySampleIsClearlyLess() => Assert.IsTrue(PairedNoise.IsClearlyLess([.. Other.Select(noise => noise * 0.8)], Other, 0.9));

    [TestMethod]
    public void TooLittleLessIsNot() => Assert.IsFalse(PairedNoise.IsClearlyLess([.. Other.Select(noise => noise * 0.95)], Other, 0.9));

    [TestMethod]
    public void LessByChanceIsNot() => Assert.IsFalse(PairedNoise.IsClearlyLess([.. Other.Select((noise, i) => i == 7 ? 0 : i == 8 ? noise - 3 : noise)], Other, 1));

    [TestMethod]
    public void TheSameIsNot() => Assert.IsFalse(PairedNoise.IsClearlyLess(Other, Other, 1));

    [TestMethod]
    public void NothingIsNot() => Assert.IsFalse(PairedNoise.IsClearlyLess([], [], 1));

    [TestMethod]
    public void NumbersThatAreNoneAreNot() => Assert.IsFalse(PairedNoise.IsClearlyLess([double.NaN], [1], 1));
}
