using System.Collections.Generic;

namespace TinyMl.Tasks.Budget;

/// <summary>A board of the catalogue. A figure that is not known is null and checks nothing.</summary>
internal sealed record Device
{
    /// <summary>The value of <c>TinyMlDevice</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Mcu { get; init; }

    public required string Core { get; init; }

    public double? ClockMHz { get; init; }

    /// <summary>Flash that a program can use, in bytes.</summary>
    public long? FlashBytes { get; init; }

    /// <summary>RAM that a program can use, the largest contiguous block, in bytes.</summary>
    public long? RamBytes { get; init; }

    public double? ActivePowerMilliwatts { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Where each figure comes from, by its property.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    public string? Notes { get; init; }

    /// <summary>The bytes of a memory that a program can use, or null where they are not known.</summary>
    public long? Usable(Memory memory) => memory == Memory.Flash ? FlashBytes : RamBytes;
}
