using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The least element over axes.</summary>
internal sealed record ReduceMin(ImmutableArray<int> Axes, bool KeepDimensions) : Reduction(Axes, KeepDimensions)
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;
}
