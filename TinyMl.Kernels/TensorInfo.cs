using System.Collections.Generic;

namespace TinyMl;

/// <summary>An input or output of a model, in the layout of the source model.</summary>
public sealed class TensorInfo
{
    internal TensorInfo(string name, ElementType elementType, int[] shape, float scale, int zeroPoint)
    {
        Name = name;
        ElementType = elementType;
        Shape = shape;
        Scale = scale;
        ZeroPoint = zeroPoint;
    }

    /// <summary>The name that the source model gives the tensor.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>The dimensions, outermost first, with the batch of 1.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>real = <see cref="Scale"/> * (stored - <see cref="ZeroPoint"/>); 0 where the tensor is not quantized.</summary>
    public float Scale { get; }

    /// <summary>The stored value that means 0.0; 0 where the tensor is not quantized.</summary>
    public int ZeroPoint { get; }
}
