namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// A simple recurrent layer. Inputs: x, weights [U, I], recurrent weights [U, U], bias [U]; then, with an initial value, h [N, U].
/// Output: y.
/// </summary>
/// <param name="IsTimeMajor">Whether time is the first axis.</param>
/// <param name="IsBackward">Whether the last step comes first.</param>
/// <param name="HasInitial">Whether there is an initial value; else it is 0.</param>
/// <param name="Clip">The bound of what the activation is applied to; infinite where there is none.</param>
internal sealed record Rnn(bool IsTimeMajor, bool IsBackward, bool HasInitial, float Clip) : Recurrent(IsTimeMajor, IsBackward);
