using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Which channels of an input go together with which channels of the output: what is computed from the one is the other, and neither can be
/// taken away alone.
/// </summary>
/// <param name="Axis">The input's axis of channels.</param>
/// <param name="Pairs">A channel of the input and one of the output that goes with it; either may stand in several pairs, or in none.</param>
internal sealed record ChannelLink(int Axis, ImmutableArray<(int Input, int Output)> Pairs)
{
    /// <summary>Channel i of the input is channel i of the output.</summary>
    public static ChannelLink Same(int axis, int channels) => new(axis, [.. Enumerable.Range(0, channels).Select(channel => (channel, channel))]);
}
