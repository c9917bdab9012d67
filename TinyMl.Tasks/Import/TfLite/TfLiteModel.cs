using System.Collections.Immutable;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>A subgraph of a TensorFlow Lite file; inputs and outputs are indices of existing tensors.</summary>
internal sealed record TfLiteModel(
    string Path,
    ImmutableArray<TfLiteTensor> Tensors,
    ImmutableArray<TfLiteOperator> Operators,
    ImmutableArray<int> Inputs,
    ImmutableArray<int> Outputs)
{
    /// <summary>Of the first subgraph, all subgraphs of the file, this one included; only CALL_ONCE names others.</summary>
    public ImmutableArray<TfLiteModel> Subgraphs { get; init; } = [];
}
