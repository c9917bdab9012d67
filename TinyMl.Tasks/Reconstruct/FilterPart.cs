namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// Filters of a layer that see the same elements of its input, and how much of them is looked at together: all of it, but for
/// filters so long that their second moments would take too much memory.
/// </summary>
/// <param name="Group">The group of input channels that they read; for a depthwise convolution, the input channel.</param>
/// <param name="FirstChannel">The first of their output channels.</param>
/// <param name="Channels">The number of their output channels.</param>
/// <param name="First">The first element of each filter.</param>
/// <param name="Length">The number of elements.</param>
internal readonly record struct FilterPart(int Group, int FirstChannel, int Channels, int First, int Length);
