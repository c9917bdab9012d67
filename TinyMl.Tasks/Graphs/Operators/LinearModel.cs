using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// An inner product that stays real, because it has few weights and decides by small differences. Inputs: x [N, F], weights [O, F],
/// optional intercepts [O]; output [N, O].
/// </summary>
internal sealed record LinearModel : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], inputs[1].Shape[0]);

    public override long Macs(Node node) => node.Output.Shape.ElementCount * node.Inputs[1].Shape[1];
}
