namespace TinyMl.Tasks.Graphs;

/// <summary>
/// A value that one inference leaves to the next. <see cref="Current"/> is read like an input of the graph, and
/// <see cref="Next"/> is computed like an output: after an inference, its elements are what the next one reads. Both have the
/// same type, shape and quantization.
/// </summary>
/// <param name="Current">The value at the start of an inference.</param>
/// <param name="Next">The value at its end.</param>
/// <param name="Initial">A constant, what the first inference reads; null for the real value 0 everywhere.</param>
internal sealed record State(Tensor Current, Tensor Next, Tensor? Initial = null);
