using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The sum over axes.</summary>
internal sealed record ReduceSum(ImmutableArray<int> Axes, bool KeepDimensions) : Reduction(Axes, KeepDimensions)
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;
}
