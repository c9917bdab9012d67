using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// A fully connected layer of low rank over the last inputs. Inputs: x [N, I], feature weights [U * Rank, I], time weights
/// [U * Rank, M], the state [N, U * Rank * M], optional bias [U]; outputs: y [N, U], and the state after it.
/// </summary>
internal sealed record Svdf(int Rank, ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], inputs[1].Shape[0] / Rank);

    public override long Macs(Node node) => node.Input.Shape[0] * (node.Inputs[1].Shape.ElementCount + node.Inputs[2].Shape.ElementCount);
}
