namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>What an output channel of a layer reads of an input channel.</summary>
/// <param name="Input">The input channel; -1 where weights meet several channels in turn.</param>
/// <param name="Sum">The sum of the weights that meet the input for every output element, in steps of the weights' scale.</param>
/// <param name="Magnitude">The sum of the magnitudes of all weights that meet the input for some output element.</param>
/// <param name="AtEdge">Whether there are others that are not 0, which meet the input for some output elements only, and padding for others.</param>
internal readonly record struct ChannelRead(int Input, double Sum, double Magnitude, bool AtEdge);
