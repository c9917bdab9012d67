using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The kernel function of samples [N, F] and support vectors [V, F], which are the second input; output [N, V].</summary>
/// <param name="Kind">0 linear, 1 polynomial, 2 radial, 3 sigmoid (<see cref="TinyMl.Operators.Classical.SupportVectors"/>).</param>
internal sealed record SupportVectors(int Kind, float Gamma, float Constant, int Degree) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], inputs[1].Shape[0]);

    public override long Macs(Node node) => node.Output.Shape.ElementCount * node.Inputs[1].Shape[1];
}
