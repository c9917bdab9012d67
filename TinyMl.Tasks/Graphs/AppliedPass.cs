namespace TinyMl.Tasks.Graphs;

/// <summary>A row of the report's table of passes.</summary>
/// <param name="Name">What the pass does.</param>
/// <param name="Rewrites">How often it did it: the nodes that it replaced, moved or removed, or the channels.</param>
internal sealed record AppliedPass(string Name, int Rewrites);
