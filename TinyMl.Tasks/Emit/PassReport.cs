namespace TinyMl.Tasks.Emit;

/// <summary>A simplification that was applied, and how often.</summary>
internal sealed record PassReport(string Pass, int Count);
