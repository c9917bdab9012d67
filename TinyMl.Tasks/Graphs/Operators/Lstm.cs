namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Long short-term memory. Inputs: x, weights [4U, I], recurrent weights [4U, U] and bias [4U] of the gates input, forget, cell and
/// output; then, with initial values, h and c of [N, U]; then, with peepholes, [3U] of the gates input, forget and output. Outputs: y,
/// and c [N, U] after the last step. Integer weights have a scale for each row, the same for all rows of a gate.
/// </summary>
/// <param name="IsTimeMajor">Whether time is the first axis.</param>
/// <param name="IsBackward">Whether the last step comes first.</param>
/// <param name="HasInitial">Whether there are initial values of h and c; else both are 0.</param>
/// <param name="HasPeepholes">Whether gates see the cell.</param>
/// <param name="GateClip">The bound of what activations are applied to; infinite where there is none.</param>
/// <param name="CellClip">The bound of c; infinite where there is none.</param>
internal sealed record Lstm(bool IsTimeMajor, bool IsBackward, bool HasInitial, bool HasPeepholes, float GateClip, float CellClip)
    : Recurrent(IsTimeMajor, IsBackward)
{
    public const int Gates = 4;

    public override IntegerForm IntegerForm => IntegerForm.OwnScale;
}
