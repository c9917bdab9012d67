namespace TinyMl.Tasks.Search;

/// <summary>What a choice for a layer takes, and what it costs while all other layers have their first choice.</summary>
/// <param name="Bytes">The bytes of the layer's weights.</param>
/// <param name="Noise">The energy by which it changes what decides the outputs, beyond the first choice; at least 0.</param>
internal readonly record struct PricedChoice(int Bytes, double Noise);
