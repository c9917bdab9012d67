using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// An operator that walks over a sequence. Inputs begin with x [N, T, I], or [T, N, I] where time is the first axis, weights
/// [gates * U, I], recurrent weights [gates * U, U] and a bias; the first output is y [N, T, U] or [T, N, U], the hidden state after
/// every step.
/// </summary>
/// <param name="IsTimeMajor">Whether time is the first axis.</param>
/// <param name="IsBackward">Whether the last step comes first.</param>
internal abstract record Recurrent(bool IsTimeMajor, bool IsBackward) : Operator
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape.With(-1, inputs[2].Shape[1]);

    public override long Macs(Node node) =>
        (node.Input.Shape.ElementCount / node.Input.Shape[-1]) * (node.Inputs[1].Shape.ElementCount + node.Inputs[2].Shape.ElementCount);

    /// <summary>The shape of a state of each batch and unit.</summary>
    public Shape StateShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[IsTimeMajor ? 1 : 0], inputs[2].Shape[1]);
}
