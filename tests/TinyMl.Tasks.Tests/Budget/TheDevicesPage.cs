using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

/// <summary>docs/devices.md has the tables that the catalogue gives; a failure prints them, to be put there.</summary>
[TestClass]
public sealed class TheDevicesPage
{
    private static string Page => File.ReadAllText(RepositoryFiles.Find("docs", "devices.md"));

    [TestMethod]
    public void HasTheFiguresOfTheCatalogue() => AssertHas(
        "| id | board | microcontroller | core | MHz | flash | RAM | active mW | features |",
        "|---|---|---|---|--:|--:|--:|--:|---|",
        device => $"| `{device.Id}` | {device.Name} | {device.Mcu} | {device.Core} | {Figure(device.ClockMHz)} | {Figure(device.FlashBytes)} | {Figure(device.RamBytes)} | {Figure(device.ActivePowerMilliwatts)} | {string.Join(", ", device.Features)} |");

    [TestMethod]
    public void HasTheSourcesOfTheCatalogue() => AssertHas("| id | sources | notes |", "|---|---|---|", device => $"| `{device.Id}` | {Sources(device)} | {device.Notes} |");

    private static void AssertHas(string header, string rule, Func<Device, string> row)
    {
        string table = string.Join('\n', [header, rule, .. RealCatalog().Devices.Select(row)]) + "\n";

        Assert.Contains($"\n{table}", Page + "\n", $"The page should have:\n{table}");
        Assert.DoesNotContain($"\n{table}|", Page, "The page has a row more.");
    }

    private static string Figure(double? figure) => figure?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "not known";

    private static string Sources(Device device) => string.Join("; ", device.Sources
        .GroupBy(source => source.Value, (source, figures) => $"{string.Join(", ", figures.Select(figure => $"`{figure.Key}`"))}: {source}"));
}
