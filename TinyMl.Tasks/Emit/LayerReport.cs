using System.Collections.Immutable;

namespace TinyMl.Tasks.Emit;

/// <summary>An operator of the packed model.</summary>
/// <param name="Shape">The output's shape.</param>
/// <param name="WeightBytes">Bytes of weights in the packed file.</param>
/// <param name="Encoding">How the weights are stored: "raw", "integers", "lookUp", "bitmap", "zeroRuns", "huffman", or "none" where there are none.</param>
/// <param name="Bits">Bits of a weight, or of an index into the table of the weights; 0 where there are none.</param>
/// <param name="Sparsity">The share of weights that are zero.</param>
/// <param name="SqnrDb">Signal to quantization noise of the output against the float model, in decibels; null where unknown or exact.</param>
/// <param name="LiveBytes">Arena bytes that the operator needs while it runs: what is alive, less what its output can share with its inputs.</param>
internal sealed record LayerReport(
    string Name, string Op, ImmutableArray<int> Shape, long Macs, int WeightBytes, string Encoding, int Bits, double Sparsity, double? SqnrDb, int LiveBytes)
{
    /// <summary>How the weights became integers, as recipes say it: "nearest", "clipped" or "reconstructed"; null where the build did not make them so.</summary>
    public string? Rounding { get; init; }

    /// <summary>
    /// What the layer's weights cost: signal to noise, in decibels, of what decides the outputs, where they alone are as they are packed and everything else
    /// is exact; null where unknown or exact.
    /// </summary>
    public double? WeightSqnrDb { get; init; }

    /// <summary>What they save: bytes against weights of float32.</summary>
    public int SavedBytes { get; init; }

    /// <summary>The channels of the layer that were dead or constant and are gone; null where none were.</summary>
    public RemovedChannelsReport? RemovedChannels { get; init; }

    /// <summary>The element type of the first input.</summary>
    public string Type { get; init; } = "";

    /// <summary>The bytes of all inputs, constants among them, and outputs, scratch among them, each counted once.</summary>
    public long BytesMoved { get; init; }

    /// <summary>The cycles that it is estimated to take on the device; null where nothing is known of its core.</summary>
    public long? Cycles { get; init; }

    /// <summary>What the encoding of the weights saves and costs; null where they are as they are.</summary>
    public DecodingReport? Decoding { get; init; }

    /// <summary>The number of the stream, from 1 on, in which the operator runs row by row together with others; null where it runs by itself.</summary>
    public int? Stream { get; init; }
}
