using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>A way to store weights that one operator or several have.</summary>
/// <param name="Encoded">The encoding, or null where they are stored as they are.</param>
/// <param name="SavedBytes">The bytes of flash that it saves.</param>
/// <param name="ScratchBytes">The bytes of the arena that weights are decoded into, in the operator that needs most.</param>
/// <param name="Operations">An estimate of the processor's operations for each inference.</param>
internal sealed record WeightChoice(EncodedWeights? Encoded, int SavedBytes, int ScratchBytes, long Operations)
{
    /// <summary>The weights as they are.</summary>
    public static WeightChoice Raw { get; } = new(null, 0, 0, 0);

    /// <summary>Whether it saves at least as much flash as it takes of RAM.</summary>
    public bool PaysItsScratch => SavedBytes >= ScratchBytes;
}
