namespace TinyMl.Tasks.Emit;

/// <summary>What encoded weights of a layer save and cost.</summary>
/// <param name="SavedBytes">Bytes of flash that they take less than the weights as they are; what several layers share counts for each.</param>
/// <param name="ArenaBytes">Bytes of the arena that weights are decoded into while the layer runs.</param>
/// <param name="Operations">An estimate of the processor's operations for each inference.</param>
internal sealed record DecodingReport(int SavedBytes, int ArenaBytes, long Operations);
