using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operator on one tensor that treats each axis by itself, so that it runs in any layout.</summary>
internal abstract record Axiswise : Operator
{
    /// <summary>The same for a tensor whose axis i is the axis <c>permutation[i]</c> of this one's.</summary>
    public abstract Axiswise Permuted(ImmutableArray<int> permutation);
}
