namespace TinyMl.Tasks.Options;

/// <summary>The values of the <c>Quantization</c> metadata.</summary>
internal enum QuantizationMode
{
    /// <summary>Float32 weights and activations, or the source's own types.</summary>
    None,

    /// <summary>Float16 weights, float32 activations.</summary>
    Float16,

    /// <summary>8-bit weights and 16-bit activations.</summary>
    Int16x8,

    /// <summary>8-bit weights and activations.</summary>
    Int8,

    /// <summary>4-bit weights where the layer bears it, 8-bit weights elsewhere, and 8-bit activations.</summary>
    Int4,

    /// <summary>The mix that meets the budget and the accuracy.</summary>
    Auto,
}
