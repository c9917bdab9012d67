namespace TinyMl.Tasks.Emit;

/// <summary>Working memory: <paramref name="Bytes"/> is <paramref name="Arena"/> plus <paramref name="Runtime"/>.</summary>
/// <param name="Budget">The effective budget that the model was held to, or null.</param>
/// <param name="Runtime">What loading allocates beside the arena on 64-bit .NET.</param>
/// <param name="LowerBound">The smallest arena that a plan without overlap can have.</param>
/// <param name="PeakLayer">The layer at which the most bytes are alive.</param>
internal sealed record RamReport(int Bytes, long? Budget, int Arena, int Runtime, int LowerBound, string PeakLayer);
