using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>A constant float32 number for each feature, or one for all: [F] or [1].</summary>
internal readonly struct FeatureConstant
{
    private readonly TensorBuffer _buffer;
    private readonly int _count;

    private FeatureConstant(TensorBuffer buffer, int count)
    {
        _buffer = buffer;
        _count = count;
    }

    /// <summary>Reads the next input.</summary>
    public static FeatureConstant Read(ref OperatorReader reader)
    {
        TensorRecord tensor = reader.Constant(ElementType.Float32);
        return new FeatureConstant(tensor.Buffer, tensor.Shape.Count);
    }

    /// <summary>Whether it fits samples of a tensor whose last dimension is the features.</summary>
    public bool Fits(in Dimensions x) => _count == 1 || _count == x[x.Rank - 1];

    /// <summary>The number that applies to an element of the tensor.</summary>
    public float At(scoped in ModelMemory memory, int element) => _buffer.Read<Float32Format>(memory)[element % _count];
}
