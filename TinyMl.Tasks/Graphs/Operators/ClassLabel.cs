using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operator that picks one of constant labels for each sample: Int64 [N] from real scores [N, C].</summary>
internal abstract record ClassLabel : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0]);

    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => ElementType.Int64;
}
