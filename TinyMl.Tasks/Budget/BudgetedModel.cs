using System;
using System.Collections.Generic;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Budget;

/// <summary>A compiled model and what its item asks of it.</summary>
/// <param name="Report">What was compiled.</param>
/// <param name="FlashBudget">The item's own budget, or null.</param>
/// <param name="RamBudget">The item's own budget, or null.</param>
/// <param name="MinAccuracy">The item's gate: absolute from 0, relative to the float model below; or null.</param>
/// <param name="Measure">Plans and packs the model at another quantization; called only where something does not fit.</param>
internal sealed record BudgetedModel(ModelReport Report, long? FlashBudget, long? RamBudget, double? MinAccuracy, Func<QuantizationMode, Footprint> Measure)
{
    public string Name => Report.Name;

    public Footprint Footprint => new(Report.Flash.Bytes, Report.Ram.Bytes);

    /// <summary>The quantizations that make the model smaller, the most faithful first.</summary>
    public IEnumerable<QuantizationMode> SmallerQuantizations => Report.Quantization switch
    {
        nameof(QuantizationMode.None) => [QuantizationMode.Float16, QuantizationMode.Int16x8, QuantizationMode.Int8, QuantizationMode.Int4],
        nameof(QuantizationMode.Float16) => [QuantizationMode.Int16x8, QuantizationMode.Int8, QuantizationMode.Int4],
        nameof(QuantizationMode.Int16x8) => [QuantizationMode.Int8, QuantizationMode.Int4],
        nameof(QuantizationMode.Int8) => [QuantizationMode.Int4],
        _ => [],
    };

    /// <summary>The item's own budget.</summary>
    public long? OwnBudget(Memory memory) => memory == Memory.Flash ? FlashBudget : RamBudget;

    /// <summary>What the model alone is held to: the smaller of its own and the project's budget.</summary>
    public long? Limit(Memory memory, ProjectBudget project)
    {
        long? own = OwnBudget(memory);
        long? whole = project.Of(memory);
        return own is null ? whole : whole is null ? own : long.Min(own.Value, whole.Value);
    }
}
