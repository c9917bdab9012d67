using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>A value of a graph as another one whose axes are permuted and which is then reshaped, neither of which has been
/// done yet.</summary>
/// <param name="Base">The tensor that there is.</param>
/// <param name="Permutation">The transpose that is pending.</param>
/// <param name="Shape">The value's shape, after the transpose and a reshape that may be pending too.</param>
/// <param name="FollowsLayer">Whether the value comes from an operator with a layout of its own, so that what follows had
/// better take that layout.</param>
internal sealed record LayoutView(Tensor Base, ImmutableArray<int> Permutation, Shape Shape, bool FollowsLayer)
{
    /// <summary>A tensor as it is.</summary>
    public LayoutView(Tensor tensor, bool followsLayer)
        : this(tensor, Graphs.Permutation.Identity(tensor.Shape.Rank), tensor.Shape, followsLayer)
    {
    }

    /// <summary>The shape after the transpose and before the reshape.</summary>
    public Shape TransposedShape { get; } = Transposed(Base.Shape, Permutation);

    /// <summary>Whether no transpose is pending.</summary>
    public bool IsIdentity { get; } = Graphs.Permutation.IsIdentity(Permutation);

    public bool IsReshaped => Shape != TransposedShape;

    /// <summary>Whether the value has the elements of its base in the same order.</summary>
    public bool KeepsOrder { get; } = Graphs.Permutation.KeepsOrder(Permutation, Base.Shape);

    /// <summary>The value before the reshape that is pending.</summary>
    public LayoutView WithoutReshape => this with { Shape = TransposedShape };

    /// <summary>The value of a transpose of this one, on which no reshape is pending.</summary>
    public LayoutView Then(ImmutableArray<int> permutation) => For(Base, Graphs.Permutation.Then(Permutation, permutation));

    /// <summary>The same transpose of another tensor of as many dimensions.</summary>
    public LayoutView For(Tensor tensor) => For(tensor, Permutation);

    /// <summary>The view of this value that, transposed by a permutation, is this value.</summary>
    public LayoutView Before(ImmutableArray<int> permutation) => Then(Graphs.Permutation.Inverse(permutation));

    private LayoutView For(Tensor tensor, ImmutableArray<int> permutation) =>
        new(tensor, permutation, Transposed(tensor.Shape, permutation), FollowsLayer);

    private static Shape Transposed(Shape shape, ImmutableArray<int> permutation) =>
        new([.. permutation.Select(axis => shape[axis])]);
}
