using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed partial class TheDeviceCatalog
{
    [TestMethod]
    public void HasAtLeastTwentyFiveBoards() => Assert.IsGreaterThanOrEqualTo(25, RealCatalog().Devices.Length);

    [TestMethod]
    public void HasEveryIdOnceAndInOrder()
    {
        string[] ids = [.. RealCatalog().Devices.Select(device => device.Id)];

        CollectionAssert.AreEqual(ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToArray(), ids);
        foreach (string id in ids) StringAssert.Matches(id, IdPattern());
    }

    [TestMethod]
    public void NamesTheSourceOfEveryFigure()
    {
        foreach (Device device in RealCatalog().Devices)
        {
            (string Name, object? Value)[] figures =
            [
                ("core", device.Core),
                ("clockMHz", device.ClockMHz),
                ("flashBytes", device.FlashBytes),
                ("ramBytes", device.RamBytes),
                ("activePowerMilliwatts", device.ActivePowerMilliwatts),
            ];
            string[] known = [.. figures.Where(figure => figure.Value is not null).Select(figure => figure.Name)];

            CollectionAssert.AreEquivalent(known, device.Sources.Keys.ToArray(), device.Id);
            foreach (KeyValuePair<string, string> source in device.Sources) Assert.IsFalse(string.IsNullOrWhiteSpace(source.Value), $"{device.Id} {source.Key}");
        }
    }

    [TestMethod]
    public void HasPossibleFigures()
    {
        foreach (Device device in RealCatalog().Devices)
        {
            Assert.AreNotEqual("", device.Name, device.Id);
            Assert.AreNotEqual("", device.Mcu, device.Id);
            foreach (double? figure in new[] { device.ClockMHz, device.FlashBytes, device.RamBytes, device.ActivePowerMilliwatts }) Assert.IsFalse(figure <= 0, device.Id);
        }
    }

    [TestMethod]
    public void GivesTheSmallestDeviceOnWhichBothNeedsFit()
    {
        DeviceCatalog boards = Catalog(Board("big", 900, 90), Board("more-ram", 500, 80), Board("less-ram", 500, 50), Board("unknown", null, 100), Board("tiny", 100, 10));

        Assert.AreEqual("tiny", boards.Smallest(100, 10)!.Id);
        Assert.AreEqual("less-ram", boards.Smallest(101, 10)!.Id);
        Assert.AreEqual("more-ram", boards.Smallest(101, 51)!.Id);
        Assert.AreEqual("big", boards.Smallest(100, 90)!.Id);
        Assert.IsNull(boards.Smallest(901, 1));
        Assert.IsNull(boards.Smallest(1, 91));
    }

    [GeneratedRegex("^[a-z0-9]+([-.][a-z0-9]+)*$")]
    private static partial Regex IdPattern();
}
