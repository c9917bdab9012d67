namespace TinyMl.Tasks.Plan;

/// <summary>A <see cref="BufferOverlap"/> as one of its two buffers sees it.</summary>
/// <param name="Buffer">The other buffer.</param>
/// <param name="GapBelow">The least bytes from this buffer's start to the other's, where the other one starts higher.</param>
/// <param name="GapAbove">The least bytes from the other buffer's start to this one's, where this one starts higher.</param>
/// <param name="Shared">The most bytes that both can share.</param>
/// <param name="Section">The one section in which both are alive.</param>
internal readonly record struct BufferNeighbor(int Buffer, int GapBelow, int GapAbove, int Shared, int Section);
