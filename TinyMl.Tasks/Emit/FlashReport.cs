namespace TinyMl.Tasks.Emit;

/// <summary>The packed file's length and its four parts, which sum to it; header and checksum count as graph.</summary>
/// <param name="Budget">The effective budget that the model was held to, or null.</param>
internal sealed record FlashReport(int Bytes, long? Budget, int Weights, int Biases, int Quantization, int Graph);
