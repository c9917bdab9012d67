using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>A state in kernels. Every plan puts <paramref name="Next"/> onto the bytes of <paramref name="Current"/>, where the next inference reads it.</summary>
/// <param name="Current">The value at the start of an inference.</param>
/// <param name="Next">The value at its end, the storage of an operator's output; written when nobody reads <paramref name="Current"/> any more.</param>
/// <param name="Initial">A constant, what the first inference reads; null for the real value 0 everywhere.</param>
internal sealed record LoweredState(Tensor Current, Tensor Next, Tensor? Initial);
