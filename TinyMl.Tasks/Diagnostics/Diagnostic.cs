namespace TinyMl.Tasks.Diagnostics;

/// <summary>What the build says: a code with its section in docs/diagnostics.md, and a text that names cause and cure.</summary>
internal sealed record Diagnostic(string Code, string Message);
