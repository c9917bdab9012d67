using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The mean over axes.</summary>
internal sealed record Mean(ImmutableArray<int> Axes, bool KeepDimensions) : Reduction(Axes, KeepDimensions)
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;
}
