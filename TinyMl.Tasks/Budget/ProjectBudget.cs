using System.Collections.Generic;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Budget;

/// <summary>
/// What all models of a project may take together: the smaller of the declared budget and the device's usable figure,
/// whichever are known, less the reserve. Null checks nothing.
/// </summary>
internal sealed record ProjectBudget(Device? Device, long? Flash, long? Ram, Footprint Reserve)
{
    /// <summary>What the report has to say about figures that are not known.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (Device is { FlashBytes: null } && Flash is null) yield return $"The flash of {Device.Id} is not known and no TinyMlFlashBudget is set: flash was not checked.";
            if (Device is { RamBytes: null } && Ram is null) yield return $"The RAM of {Device.Id} is not known and no TinyMlRamBudget is set: RAM was not checked.";
        }
    }

    public long? Of(Memory memory) => memory == Memory.Flash ? Flash : Ram;

    /// <exception cref="DiagnosticException">TML3001: no such device; TML3002: a size that is none, or nothing left after the reserve.</exception>
    public static ProjectBudget Resolve(BudgetProperties properties, DeviceCatalog catalog)
    {
        Device? device = string.IsNullOrWhiteSpace(properties.Device) ? null : catalog.Find(properties.Device.Trim());
        var reserve = new Footprint(
            Size("TinyMlFlashReserve", properties.FlashReserve) ?? 0,
            Size("TinyMlRamReserve", properties.RamReserve) ?? 0);
        return new ProjectBudget(
            device,
            Effective("flash", "TinyMlFlashReserve", Size("TinyMlFlashBudget", properties.FlashBudget), device?.FlashBytes, reserve.Flash),
            Effective("RAM", "TinyMlRamReserve", Size("TinyMlRamBudget", properties.RamBudget), device?.RamBytes, reserve.Ram),
            reserve);
    }

    /// <summary>The size that a property or metadata value means; null where it is not set.</summary>
    /// <exception cref="DiagnosticException">TML3002.</exception>
    public static long? Size(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : ByteSize.TryParse(value, out long bytes) ? bytes : throw BudgetDiagnostics.BadSize(name, value);

    private static long? Effective(string memory, string reserveName, long? declared, long? usable, long reserve)
    {
        long? available = declared is null ? usable : usable is null ? declared : long.Min(declared.Value, usable.Value);
        if (available is null) return null;
        return available > reserve ? available - reserve : throw BudgetDiagnostics.NothingLeft(memory, available.Value, reserveName, reserve);
    }
}
