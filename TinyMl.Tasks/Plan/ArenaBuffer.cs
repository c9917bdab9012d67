using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Plan;

/// <summary>Bytes of the arena that one tensor, or a chain of tensors that replace one another in place, holds from one step to another.</summary>
/// <param name="Storage">The first tensor of the chain.</param>
/// <param name="First">The step that writes it; -1 for a graph input or a state.</param>
/// <param name="Last">The last step that reads it, inclusive; the number of operators for a graph output or a state.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Alignment">The offset is a multiple of this: the size of an element.</param>
internal sealed record ArenaBuffer(Tensor Storage, int First, int Last, int Size, int Alignment)
{
    public bool IsLiveAt(int step) => First <= step && step <= Last;

    public bool MeetsInTime(ArenaBuffer other) => First <= other.Last && other.First <= Last;

    /// <summary>The least offset from the given one on at which the buffer may lie.</summary>
    public int Align(int offset) => checked(offset + Alignment - 1) / Alignment * Alignment;
}
