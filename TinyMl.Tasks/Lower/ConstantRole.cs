namespace TinyMl.Tasks.Lower;

/// <summary>The part of the flash report that a constant counts to.</summary>
internal enum ConstantRole
{
    /// <summary>Filters and other constant operands.</summary>
    Weights,

    /// <summary>Biases.</summary>
    Biases,

    /// <summary>Multipliers and look-up tables.</summary>
    Quantization,
}
