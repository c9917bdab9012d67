using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>How an output of a stream, or its scratch, may lie over an input that dies in it, whose rows are gone when others are written.</summary>
internal readonly record struct StreamOverlap(Tensor Output, Tensor Input, OutputOverlap Distances);
