using System.Collections.Immutable;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>The only subgraph of a TensorFlow Lite file; inputs and outputs are indices of existing tensors.</summary>
internal sealed record TfLiteModel(
    string Path,
    ImmutableArray<TfLiteTensor> Tensors,
    ImmutableArray<TfLiteOperator> Operators,
    ImmutableArray<int> Inputs,
    ImmutableArray<int> Outputs);
