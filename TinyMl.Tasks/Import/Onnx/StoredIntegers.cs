using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// The integers behind a constant that DequantizeLinear gives: real = scale * (stored - zero point). Where a change of shape parts the
/// scales from their axis they are given up, and the constant is one of real numbers only.
/// </summary>
internal sealed record StoredIntegers(OnnxConstant Integers, QuantizationParameters Quantization)
{
    /// <summary>The integers as a tensor of the graph.</summary>
    public Tensor ToTensor(string name)
    {
        Tensor tensor = Integers.ToTensor(name);
        return new Tensor(name, tensor.Type, tensor.Shape, Quantization, tensor.Data.ToArray());
    }

    /// <summary>The same integers under other dimensions; null where no dimension is left that the scales belong to.</summary>
    public StoredIntegers? Reshaped(ImmutableArray<int> dimensions)
    {
        OnnxConstant reshaped = Integers.Reshaped(dimensions);
        if (Quantization.IsPerTensor) return new StoredIntegers(reshaped, Quantization);

        int outer = ElementCount.Of(Integers.Dimensions.Take(Quantization.Axis)), channels = Integers.Dimensions[Quantization.Axis];
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            bool isTheSame = dimensions[axis] == channels && ElementCount.Of(dimensions.Take(axis)) == outer;
            if (isTheSame) return new StoredIntegers(reshaped, Quantization with { Axis = axis });
        }

        return null;
    }

    /// <summary>The integers with their axes in another order.</summary>
    public StoredIntegers Transposed(ImmutableArray<int> permutation) =>
        new(Integers.Transposed(permutation), Quantization.IsPerTensor ? Quantization : Quantization with { Axis = permutation.IndexOf(Quantization.Axis) });

    /// <summary>The integers at the given indices; null where each axis has scales of its own.</summary>
    public StoredIntegers? Selected(ImmutableArray<int> dimensions, int[] indices) =>
        Quantization.IsPerTensor ? new StoredIntegers(Integers.Select(dimensions, indices), Quantization) : null;
}
