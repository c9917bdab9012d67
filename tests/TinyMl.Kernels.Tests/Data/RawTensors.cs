using System;
using CsCheck;

namespace TinyMl.Kernels.Tests.Data;

/// <summary>Tensors as bytes, for tests of what moves elements of any type.</summary>
internal static class RawTensors
{
    public static Gen<ElementType> AnyType { get; } = Gen.OneOf(ElementType.Int8, ElementType.Int16, ElementType.Float32, ElementType.Int64);

    public static Gen<int[]> AnyShape { get; } = Gen.Int[1, 4].Array[0, 6];

    public static byte[] Bytes(int seed, int[] shape, ElementType type)
    {
        byte[] bytes = new byte[BroadcastCase.Elements(shape) * type.Size()];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static Span<byte> Element(byte[] bytes, int index, ElementType type) => bytes.AsSpan(index * type.Size(), type.Size());

    public static int Index(int[] shape, int[] position)
    {
        int index = 0;
        for (int axis = 0; axis < shape.Length; axis++) index = (index * shape[axis]) + position[axis];
        return index;
    }

    public static void ForEach(int[] shape, Action<int, int[]> element)
    {
        for (int index = 0; index < BroadcastCase.Elements(shape); index++)
        {
            int[] position = new int[shape.Length];
            int rest = index;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                position[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            element(index, position);
        }
    }
}
