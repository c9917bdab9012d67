using System.Collections.Generic;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Budget;

/// <summary>
/// What all models of a project may take together: the smaller of the declared budget and the device's usable figure,
/// whichever are known, less the reserve. Null checks nothing.
/// </summary>
/// <param name="Device">The project's device, or null.</param>
/// <param name="Flash">The bytes of flash for models.</param>
/// <param name="Ram">The bytes of RAM for models.</param>
/// <param name="Reserve">What the firmware around the models needs.</param>
internal sealed record ProjectBudget(Device? Device, long? Flash, long? Ram, Footprint Reserve)
{
    /// <summary><c>TinyMlFlashBudget</c>, with the reserve, or null.</summary>
    public long? DeclaredFlash { get; init; }

    /// <summary><c>TinyMlRamBudget</c>, with the reserve, or null.</summary>
    public long? DeclaredRam { get; init; }

    /// <summary>What the report has to say about figures that are not known.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (Device is { FlashBytes: null }) yield return Unknown("flash", "TinyMlFlashBudget", DeclaredFlash);
            if (Device is { RamBytes: null }) yield return Unknown("RAM", "TinyMlRamBudget", DeclaredRam);
        }
    }

    public long? Of(Memory memory) => memory == Memory.Flash ? Flash : Ram;

    /// <summary>The project's own property, with the reserve, or null.</summary>
    public long? Declared(Memory memory) => memory == Memory.Flash ? DeclaredFlash : DeclaredRam;

    /// <exception cref="DiagnosticException">TML3001: no such device; TML3002: a size that is none, or nothing left after the reserve.</exception>
    public static ProjectBudget Resolve(BudgetProperties properties, DeviceCatalog catalog)
    {
        Device? device = string.IsNullOrWhiteSpace(properties.Device) ? null : catalog.Find(properties.Device.Trim());
        var reserve = new Footprint(
            Size("TinyMlFlashReserve", properties.FlashReserve) ?? 0,
            Size("TinyMlRamReserve", properties.RamReserve) ?? 0);
        long? flash = Size("TinyMlFlashBudget", properties.FlashBudget);
        long? ram = Size("TinyMlRamBudget", properties.RamBudget);
        return new ProjectBudget(
            device,
            Effective("flash", "TinyMlFlashReserve", flash, device?.FlashBytes, reserve.Flash),
            Effective("RAM", "TinyMlRamReserve", ram, device?.RamBytes, reserve.Ram),
            reserve)
        {
            DeclaredFlash = flash,
            DeclaredRam = ram,
        };
    }

    /// <summary>The size that a property or metadata value means; null where it is not set.</summary>
    /// <exception cref="DiagnosticException">TML3002.</exception>
    public static long? Size(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : ByteSize.TryParse(value, out long bytes) ? bytes : throw BudgetDiagnostics.BadSize(name, value);

    private string Unknown(string memory, string property, long? declared) => declared is null
        ? $"The {memory} of {Device!.Id} is not known and no {property} is set: {memory} was not checked."
        : $"The {memory} of {Device!.Id} is not known: {memory} was checked against {property} alone.";

    private static long? Effective(string memory, string reserveName, long? declared, long? usable, long reserve)
    {
        long? available = declared is null ? usable : usable is null ? declared : long.Min(declared.Value, usable.Value);
        if (available is null) return null;
        return available > reserve ? available - reserve : throw BudgetDiagnostics.NothingLeft(memory, available.Value, reserveName, reserve);
    }
}
