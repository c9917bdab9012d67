using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The largest element over axes.</summary>
internal sealed record ReduceMax(ImmutableArray<int> Axes, bool KeepDimensions) : Reduction(Axes, KeepDimensions)
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;
}
