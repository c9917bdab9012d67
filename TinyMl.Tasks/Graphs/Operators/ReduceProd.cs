using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The product over axes; its range is too wide for an integer form.</summary>
internal sealed record ReduceProd(ImmutableArray<int> Axes, bool KeepDimensions) : Reduction(Axes, KeepDimensions);
