using System;
using System.Linq;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Budget;

/// <summary>
/// Estimates what an inference takes on a device: multiply-accumulates, at the cycles that optimized C kernels were measured to need
/// on such a core; docs/cost-model.md.
/// </summary>
internal static class CostModel
{
    /// <summary>The report with an estimate; without, where the core's speed is not known or a layer does not compute in int8.</summary>
    public static ModelReport Estimate(ModelReport report, Device? device)
    {
        if (device is not { ClockMHz: double clock } || CoreClasses.Of(device) is not { } core) return report;
        if (report.Layers.Any(layer => layer.Macs > 0 && layer.Type != nameof(ElementType.Int8))) return report;

        LayerReport[] layers = [.. report.Layers.Select(layer => layer with { Cycles = (long)Math.Round(layer.Macs * core.CyclesPerMac(layer)) })];
        long cycles = layers.Sum(layer => layer.Cycles!.Value);
        double milliseconds = cycles / (clock * 1000);
        return report with
        {
            Estimate = new EstimateReport(
                cycles,
                Math.Round(milliseconds, 3),
                device.ActivePowerMilliwatts is double power ? Math.Round(power * milliseconds / 1000, 4) : null,
                $"estimate for optimized C kernels on a {core.Name} of {FormattableString.Invariant($"{clock}")} MHz, from {core.Source}"),
            Layers = [.. layers],
        };
    }
}
