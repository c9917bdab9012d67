using System.Collections.Immutable;

namespace TinyMl.Tasks.Plan;

/// <summary>Offsets of buffers in one arena.</summary>
/// <param name="Offsets">The offset of each buffer, in the buffers' order.</param>
/// <param name="Height">The end of the highest buffer.</param>
/// <param name="LowerBound">No placement is lower: the most bytes that are alive at once, or more where that was shown to be impossible.</param>
internal sealed record Placement(ImmutableArray<int> Offsets, int Height, int LowerBound)
{
    /// <summary>Whether no placement is lower than this one.</summary>
    public bool IsOptimal => Height == LowerBound;
}
