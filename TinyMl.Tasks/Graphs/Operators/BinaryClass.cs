using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// The label of one of two classes. Inputs: raw scores [N, 1] or [N, 2], labels Int64 [2].
/// </summary>
/// <param name="Bases">None to two base values (<see cref="TinyMl.Operators.Classical.BinaryRule"/>).</param>
/// <param name="Threshold">Above it the second label is taken.</param>
internal sealed record BinaryClass(ImmutableArray<float> Bases, float Threshold) : ClassLabel;
