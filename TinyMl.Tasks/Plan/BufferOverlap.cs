using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>How the buffer of an operator's output may overlap that of an input; they meet in the operator's step alone.</summary>
/// <param name="Output">The number of the output's buffer.</param>
/// <param name="Input">The number of the input's buffer.</param>
/// <param name="Distances">How far apart they start at least.</param>
internal sealed record BufferOverlap(int Output, int Input, OutputOverlap Distances);
