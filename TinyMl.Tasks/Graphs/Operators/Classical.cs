namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operator of classical models (ONNX-ML): real numbers only, and nothing to quantize.</summary>
internal abstract record Classical : Operator;
