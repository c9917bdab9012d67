using System.Collections.Immutable;

namespace TinyMl.Tasks.Pack;

/// <summary>A packed model.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Flash">What its bytes are.</param>
/// <param name="WeightBytes">The bytes of weights that each operator added, those of streams one by one; a constant that several share counts for the first.</param>
/// <param name="TensorCount">How many tensor records it has.</param>
internal sealed record PackedModelFile(byte[] Bytes, FlashUsage Flash, ImmutableArray<int> WeightBytes, int TensorCount);
