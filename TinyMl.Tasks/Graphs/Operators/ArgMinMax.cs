using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The index of the greatest or least element along an axis (not negative): the first one, or the last where there are several.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="KeepDimensions">Whether the axis stays with a dimension of 1.</param>
/// <param name="IsGreatest">Whether the greatest element is sought, not the least.</param>
/// <param name="IsLast">Whether the last of several equal elements is meant.</param>
/// <param name="IndexType">The output's type, Int32 or Int64.</param>
internal sealed record ArgMinMax(int Axis, bool KeepDimensions, bool IsGreatest, bool IsLast, ElementType IndexType) : Operator
{
    public override string Name => IsGreatest ? "ArgMax" : "ArgMin";

    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => IndexType;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => KeepDimensions
        ? inputs[0].Shape.With(Axis, 1)
        : new Shape([.. inputs[0].Shape.Where((_, axis) => axis != Axis)]);
}
