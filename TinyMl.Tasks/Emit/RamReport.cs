namespace TinyMl.Tasks.Emit;

/// <summary>Working memory: <paramref name="Bytes"/> is <paramref name="Arena"/> plus <paramref name="Runtime"/>.</summary>
/// <param name="Budget">The effective budget that the model was held to, or null.</param>
/// <param name="Runtime">What loading allocates beside the arena on 64-bit .NET.</param>
/// <param name="LowerBound">No plan for these operators in this order has a smaller arena.</param>
/// <param name="Proved">Whether the arena is as small as that.</param>
/// <param name="PeakLayer">The layer that needs the most bytes of the arena.</param>
internal sealed record RamReport(int Bytes, long? Budget, int Arena, int Runtime, int LowerBound, bool Proved, string PeakLayer);
