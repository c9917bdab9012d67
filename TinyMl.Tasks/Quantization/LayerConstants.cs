using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>What becomes of a layer's constants.</summary>
/// <param name="Weights">Its weights as int8, with a scale for each output channel.</param>
/// <param name="Bias">Its biases, real and still to be rounded; null where it has none.</param>
internal sealed record LayerConstants(Tensor Weights, ImmutableArray<double>? Bias);
