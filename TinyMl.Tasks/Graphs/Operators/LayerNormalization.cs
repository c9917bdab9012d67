namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) over the last axis, times a scale, plus a bias. Inputs: x, and optionally scale, and bias,
/// each of as many elements as the axis has.
/// </summary>
internal sealed record LayerNormalization(float Epsilon) : RowWise;
