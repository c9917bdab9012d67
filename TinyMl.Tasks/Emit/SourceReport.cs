namespace TinyMl.Tasks.Emit;

/// <summary>The model file: its name without folders, so that reports are the same on every machine, and its content's hash.</summary>
internal sealed record SourceReport(string File, string XxHash128);
