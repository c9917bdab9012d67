using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Budget;

/// <summary>The boards that <c>TinyMlDevice</c> can name: <c>devices.json</c> of the package.</summary>
internal sealed class DeviceCatalog(ImmutableArray<Device> devices)
{
    public ImmutableArray<Device> Devices { get; } = devices;

    public static DeviceCatalog Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new DeviceCatalog(JsonSerializer.Deserialize(file, BudgetJson.Default.ImmutableArrayDevice));
    }

    /// <summary>The device of an id; case does not count.</summary>
    /// <exception cref="DiagnosticException">TML3001, with the id that is nearest by itself or by its microcontroller.</exception>
    public Device Find(string id) =>
        Devices.FirstOrDefault(device => device.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw BudgetDiagnostics.UnknownDevice(id, Devices.MinBy(device => Math.Min(EditDistance(id, device.Id), EditDistance(id, device.Mcu)))!.Id);

    /// <summary>The device with the least flash, then the least RAM, on which both needs fit; null where none does.</summary>
    public Device? Smallest(long flash, long ram) =>
        Devices.Where(device => device.FlashBytes >= flash && device.RamBytes >= ram)
            .OrderBy(device => device.FlashBytes).ThenBy(device => device.RamBytes).ThenBy(device => device.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966.</summary>
    private static int EditDistance(string first, string second)
    {
        (string a, string b) = (first.ToUpperInvariant(), second.ToUpperInvariant());
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
