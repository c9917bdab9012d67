namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The hyperbolic tangent.</summary>
internal sealed record Tanh : Elementwise;
