using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class ReadingSizes
{
    [TestMethod]
    [DataRow("0", 0)]
    [DataRow("1234", 1234)]
    [DataRow("1234B", 1234)]
    [DataRow("256KB", 262144)]
    [DataRow("256KiB", 262144)]
    [DataRow("256 kb", 262144)]
    [DataRow(" 256KB ", 262144)]
    [DataRow("1.5MB", 1572864)]
    [DataRow("1.5MiB", 1572864)]
    [DataRow("0.5KB", 512)]
    [DataRow("2GB", 2147483648)]
    [DataRow("2GiB", 2147483648)]
    [DataRow("9007199254740992", 9007199254740992)]
    [DataRow("8388608GB", 9007199254740992)]
    public void ANumberWithOrWithoutAUnitIsASize(string text, long bytes)
    {
        Assert.IsTrue(ByteSize.TryParse(text, out long parsed));
        Assert.AreEqual(bytes, parsed);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow("KB")]
    [DataRow("-1")]
    [DataRow("+1")]
    [DataRow("1,5MB")]
    [DataRow("1,024")]
    [DataRow("1e3")]
    [DataRow("0x10")]
    [DataRow("1.5")]
    [DataRow("0.0001KB")]
    [DataRow("256K")]
    [DataRow("256KBs")]
    [DataRow("256 K B")]
    [DataRow("256KB KB")]
    [DataRow("many")]
    [DataRow("NaN")]
    [DataRow("٢٥٦")]
    public void AnythingElseIsNone(string text) => Assert.IsFalse(ByteSize.TryParse(text, out _));

    [TestMethod]
    [DataRow("9007199254740993")]
    [DataRow("8388609GB")]
    [DataRow("79228162514264337593543950335GB")]
    [DataRow("79228162514264337593543950336")]
    [DataRow("99999999999999999999999999999999999999999999")]
    public void ASizeThatOverflowsIsNone(string text) => Assert.IsFalse(ByteSize.TryParse(text, out _));

    [TestMethod]
    public void TheCultureDoesNotCount()
    {
        using var culture = new CommaCulture();

        Assert.IsTrue(ByteSize.TryParse("1.5mib", out long parsed));
        Assert.AreEqual(1572864, parsed);
        Assert.IsFalse(ByteSize.TryParse("1,5MB", out _));
        Assert.AreEqual("1,572,864 bytes", ByteSize.Format(1572864));
    }

    [TestMethod]
    [DataRow(0, "0KB")]
    [DataRow(1, "1KB")]
    [DataRow(1024, "1KB")]
    [DataRow(1025, "2KB")]
    public void ARoundedSizeIsLargeEnough(long bytes, string text)
    {
        Assert.AreEqual(text, ByteSize.RoundUp(bytes));
        Assert.IsTrue(ByteSize.TryParse(ByteSize.RoundUp(bytes), out long parsed));
        Assert.IsGreaterThanOrEqualTo(bytes, parsed);
    }
}
