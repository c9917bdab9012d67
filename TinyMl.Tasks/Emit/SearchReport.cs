using System.Collections.Immutable;

namespace TinyMl.Tasks.Emit;

/// <summary>What <c>Quantization="Auto"</c> tried, bytes against accuracy, and what it took.</summary>
/// <param name="Taken">The index of the point that was taken.</param>
/// <param name="Points">The mixes that were packed and measured as a whole, by ascending bytes.</param>
internal sealed record SearchReport(int Taken, ImmutableArray<SearchPoint> Points);
