using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>The constant weights of a float operator, stored as Float32 or Float16.</summary>
internal readonly struct FloatWeights
{
    private FloatWeights(in TensorRecord tensor)
    {
        Buffer = tensor.Buffer;
        AreFloat16 = tensor.Type == ElementType.Float16;
    }

    /// <summary>Where the weights lie.</summary>
    public TensorBuffer Buffer { get; }

    /// <summary>Whether each weight takes 16 bits.</summary>
    public bool AreFloat16 { get; }

    /// <summary>Reads the next input, which must be a constant of a supported type, and gives its shape.</summary>
    public static FloatWeights Read(ref OperatorReader reader, out Dimensions shape)
    {
        TensorRecord tensor = reader.Input();
        reader.Require(
            tensor.IsConstant && tensor.Type is ElementType.Float32 or ElementType.Float16,
            "has weights that are not constants of type Float32 or Float16");
        shape = tensor.Shape;
        return new FloatWeights(tensor);
    }
}
