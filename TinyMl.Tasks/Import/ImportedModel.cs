using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import;

/// <summary>A model as it was imported.</summary>
/// <param name="Graph">What it computes.</param>
/// <param name="ExternalFiles">Absolute paths of the files beside the model that hold a part of it.</param>
internal sealed record ImportedModel(Graph Graph, ImmutableArray<string> ExternalFiles);
