using System.Collections.Generic;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// What a stream consists of: operators that run together row by row, so that only a few rows of what lies between them are in memory. For
/// everything else the stream is one operator, with what lies between as its scratch.
/// </summary>
/// <param name="Layers">The operators, each after those whose outputs it reads.</param>
/// <param name="Scratch">The bytes of everything that only the stream reads: an output of the stream's operator.</param>
/// <param name="Places">Where in the scratch the outputs and the scratch of layers lie.</param>
/// <param name="Rings">The rows in memory of tensors of which not all are: row r lies in slot r mod as many.</param>
/// <param name="Overlaps">How the stream's outputs, scratch among them, may share bytes with inputs that nobody reads afterwards.</param>
internal sealed record LoweredStream(
    ImmutableArray<LoweredOperator> Layers,
    Tensor? Scratch,
    IReadOnlyDictionary<Tensor, int> Places,
    IReadOnlyDictionary<Tensor, int> Rings,
    ImmutableArray<StreamOverlap> Overlaps)
{
    /// <summary>The most bytes of the stream's tensors that are in use while a layer computes one of its rows, for each layer.</summary>
    public ImmutableArray<int> LiveBytes { get; init; } = [];
}
