using System.Globalization;
using System.Numerics;

namespace TinyMl.Tasks.Search;

/// <summary>How the weights of a layer are stored.</summary>
/// <param name="Bits">Bits of a weight.</param>
/// <param name="Clusters">How many values the weights have at most; 0 where they are free.</param>
internal readonly record struct LayerChoice(int Bits, int Clusters = 0)
{
    /// <summary>Bits of a weight in the packed file: its own, or those of its index into the table of values.</summary>
    public int StoredBits => Clusters > 0 ? BitOperations.Log2((uint)Clusters - 1) + 1 : Bits;

    /// <summary>The name in reports: "4 bits", "16 values".</summary>
    public override string ToString() => Clusters > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Clusters} values")
        : string.Create(CultureInfo.InvariantCulture, $"{Bits} bits");
}
