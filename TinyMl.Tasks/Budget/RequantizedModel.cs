namespace TinyMl.Tasks.Budget;

/// <summary>A model and what it takes at another quantization.</summary>
internal sealed record RequantizedModel(string Name, Footprint Footprint);
