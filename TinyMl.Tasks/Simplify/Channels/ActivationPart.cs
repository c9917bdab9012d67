using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>Some channels of an activation.</summary>
/// <param name="Whole">The activation with all channels.</param>
/// <param name="Axis">Its axis of channels.</param>
/// <param name="Channels">The channels, ascending.</param>
internal sealed record ActivationPart(Tensor Whole, int Axis, ImmutableArray<int> Channels);
