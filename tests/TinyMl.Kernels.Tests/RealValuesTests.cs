using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Kernels.Tests;

/// <summary>Elements of every type as real numbers, and back.</summary>
[TestClass]
public sealed class RealValuesTests
{
    [TestMethod]
    [DataRow(ElementType.Int8, 0.5f, -3, new[] { -2.5f, 0f, 63.5f })]
    [DataRow(ElementType.UInt8, 0.5f, 10, new[] { -2.5f, 0f, 63.5f })]
    [DataRow(ElementType.Int16, 0.25f, 0, new[] { -8192f, 0f, 8191.75f })]
    [DataRow(ElementType.Int32, 0f, 0, new[] { -16777216f, 7f, 16777216f })]
    [DataRow(ElementType.Int64, 0f, 0, new[] { -1e12f, 7f, 1e12f })]
    [DataRow(ElementType.Bool, 0f, 0, new[] { 0f, 1f, 1f })]
    [DataRow(ElementType.Float32, 0f, 0, new[] { -1e12f, 0.1f, 1e12f })]
    public void AreStoredAndLoaded(ElementType type, float scale, int zeroPoint, float[] values)
    {
        var tensor = new TensorInfo("x", type, [3], scale, zeroPoint);
        byte[] stored = new byte[3 * type.Size()];
        float[] loaded = new float[3];

        RealValues.Store(values, tensor, stored);
        RealValues.Load(stored, tensor, loaded);

        CollectionAssert.AreEqual(values, loaded);
    }

    [TestMethod]
    [DataRow(ElementType.Int8, -128f, 127f)]
    [DataRow(ElementType.Int16, -32768f, 32767f)]
    [DataRow(ElementType.Int32, -2147483648f, 2147483648f)]
    [DataRow(ElementType.Int64, -9223372036854775808f, 9223372036854775808f)]
    public void SaturateAndRoundHalvesAwayFromZero(ElementType type, float least, float greatest)
    {
        var tensor = new TensorInfo("x", type, [5], 0, 0);
        byte[] stored = new byte[5 * type.Size()];
        float[] loaded = new float[5];

        RealValues.Store([float.NegativeInfinity, 1e30f, 2.5f, -2.5f, float.NaN], tensor, stored);
        RealValues.Load(stored, tensor, loaded);

        CollectionAssert.AreEqual(new[] { least, greatest, 3f, -3f, 0f }, loaded);
    }
}
