namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Quantized values to real ones.</summary>
internal sealed record Dequantize : Elementwise;
