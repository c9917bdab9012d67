namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Gated recurrent units. Inputs: x, weights [3U, I], recurrent weights [3U, U] of update, reset and new value, a bias [3U], or [4U] with
/// the one of the recurrent new value last where the reset comes after the product; then, with an initial value, h [N, U]. Output: y.
/// </summary>
/// <param name="IsTimeMajor">Whether time is the first axis.</param>
/// <param name="IsBackward">Whether the last step comes first.</param>
/// <param name="HasInitial">Whether there is an initial value; else it is 0.</param>
/// <param name="ResetsAfter">Whether the reset applies to the product with the recurrent weights, else to h before it.</param>
/// <param name="Clip">The bound of what activations are applied to; infinite where there is none.</param>
internal sealed record Gru(bool IsTimeMajor, bool IsBackward, bool HasInitial, bool ResetsAfter, float Clip) : Recurrent(IsTimeMajor, IsBackward);
