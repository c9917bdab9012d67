namespace TinyMl.Tasks.Emit;

/// <summary>What one inference takes on the device, estimated from published measurements of optimized C kernels.</summary>
/// <param name="Cycles">Of one core.</param>
/// <param name="Milliseconds">At the device's clock.</param>
/// <param name="Millijoules">At the device's active power; null where that is not known.</param>
/// <param name="Source">That it is an estimate, for what, and whose measurements it rests on.</param>
internal sealed record EstimateReport(long Cycles, double Milliseconds, double? Millijoules, string Source);
