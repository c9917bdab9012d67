namespace TinyMl.Tasks.Graphs;

/// <summary>
/// What becomes of an <see cref="Operator"/> in a graph of integer activations: whether it has kernels for them, and how its
/// output is scaled there (TensorFlow Lite 8-bit quantization specification, restrictions on operators).
/// </summary>
internal sealed class IntegerForm
{
    private readonly QuantizationParameters? _int8;
    private readonly QuantizationParameters? _int16;

    private IntegerForm(QuantizationParameters? int8 = null, QuantizationParameters? int16 = null)
    {
        _int8 = int8;
        _int16 = int16;
    }

    /// <summary>No integer kernel: the operator computes with real values between Dequantize and Quantize.</summary>
    public static IntegerForm None { get; } = new();

    /// <summary>The output has a scale of its own.</summary>
    public static IntegerForm OwnScale { get; } = new();

    /// <summary>The operator moves, selects or averages elements: its output has the scale of its inputs, which is one for all of them.</summary>
    public static IntegerForm InputScale { get; } = new();

    /// <summary>The output lies in [0, 1]: scale 1/256 from -128 on as int8, 1/32768 as int16.</summary>
    public static IntegerForm Probability { get; } = Fixed(new(1f / 256, sbyte.MinValue), new(1f / 32768, 0));

    /// <summary>The output lies in [-1, 1]: scale 1/128 as int8, 1/32768 as int16.</summary>
    public static IntegerForm Unit { get; } = Fixed(new(1f / 128, 0), new(1f / 32768, 0));

    /// <summary>The output has these parameters whatever its values, as int8 and as int16.</summary>
    public static IntegerForm Fixed(QuantizationParameters int8, QuantizationParameters int16) => new(int8, int16);

    /// <summary>The parameters that the operator prescribes for its output of a type, or null.</summary>
    public QuantizationParameters? Prescribed(ElementType type) => type == ElementType.Int16 ? _int16 : _int8;
}
