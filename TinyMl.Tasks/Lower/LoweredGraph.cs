using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>A graph in kernels: what is planned, packed and run.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Inputs">The graph's inputs.</param>
/// <param name="Outputs">The graph's outputs.</param>
/// <param name="Operators">The operators in the order in which they run.</param>
/// <param name="Aliases">Tensors that are another tensor's bytes under another shape: outputs of reshapes, by their source.</param>
internal sealed record LoweredGraph(
    string Name,
    ImmutableArray<Tensor> Inputs,
    ImmutableArray<Tensor> Outputs,
    ImmutableArray<LoweredOperator> Operators,
    IReadOnlyDictionary<Tensor, Tensor> Aliases)
{
    /// <summary>What one inference leaves to the next.</summary>
    public ImmutableArray<LoweredState> States { get; init; } = [];

    /// <summary>What the classes are called that the model tells apart.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The operators as the packed model holds them: those of a stream follow its own record.</summary>
    public IEnumerable<LoweredOperator> Records => Operators.SelectMany(lowered => lowered.Stream is { } stream ? stream.Layers.Prepend(lowered) : [lowered]);

    /// <summary>The tensor whose bytes a tensor is.</summary>
    public Tensor Storage(Tensor tensor)
    {
        while (Aliases.TryGetValue(tensor, out Tensor? source)) tensor = source;
        return tensor;
    }
}
