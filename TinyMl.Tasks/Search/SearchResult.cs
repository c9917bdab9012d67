using System.Collections.Immutable;

namespace TinyMl.Tasks.Search;

/// <summary>What a search tried, and what it takes.</summary>
/// <param name="Trials">The mixes that were tried, by ascending flash.</param>
/// <param name="Taken">The index of the one to take.</param>
internal sealed record SearchResult(ImmutableArray<Trial> Trials, int Taken);
