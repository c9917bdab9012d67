using System;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;

namespace TinyMl;

/// <summary>The real values of stored elements, quantized or not, as the edges of a model see them.</summary>
internal static class RealValues
{
    /// <summary>Stores real values as the tensor's elements: rounded half away from zero, saturated.</summary>
    public static void Store(ReadOnlySpan<float> values, TensorInfo tensor, Span<byte> stored)
    {
        int size = tensor.ElementType.Size();
        CheckLength(values.Length, tensor, stored.Length / size, nameof(values));
        float scale = tensor.Scale > 0 ? tensor.Scale : 1;
        switch (tensor.ElementType)
        {
            case ElementType.Float32:
                MemoryMarshal.AsBytes(values).CopyTo(stored);
                break;
            case ElementType.Int8:
                Store(values, scale, tensor.ZeroPoint, new IntegerSpan<sbyte>(stored));
                break;
            case ElementType.UInt8:
                Store(values, scale, tensor.ZeroPoint, new IntegerSpan<byte>(stored));
                break;
            case ElementType.Int16:
                Store(values, scale, tensor.ZeroPoint, new IntegerSpan<short>(stored));
                break;
            default:
                throw Unsupported(tensor);
        }
    }

    /// <summary>The real values of the tensor's elements.</summary>
    public static void Load(ReadOnlySpan<byte> stored, TensorInfo tensor, Span<float> values)
    {
        int size = tensor.ElementType.Size();
        CheckLength(values.Length, tensor, stored.Length / size, nameof(values));
        float scale = tensor.Scale > 0 ? tensor.Scale : 1;
        switch (tensor.ElementType)
        {
            case ElementType.Float32:
                stored.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case ElementType.Int8:
                Load(new ReadOnlyIntegerSpan<sbyte>(stored), scale, tensor.ZeroPoint, values);
                break;
            case ElementType.UInt8:
                Load(new ReadOnlyIntegerSpan<byte>(stored), scale, tensor.ZeroPoint, values);
                break;
            case ElementType.Int16:
                Load(new ReadOnlyIntegerSpan<short>(stored), scale, tensor.ZeroPoint, values);
                break;
            case ElementType.Int64:
                for (int i = 0; i < values.Length; i++) values[i] = MemoryMarshal.Read<long>(stored.Slice(i * size));
                break;
            default:
                throw Unsupported(tensor);
        }
    }

    private static void Store<T>(ReadOnlySpan<float> values, float scale, int zeroPoint, IntegerSpan<T> stored)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i++)
        {
            stored[i] = StoredInteger<T>.Narrow(FixedPoint.Quantize(values[i], scale, zeroPoint, StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
        }
    }

    private static void Load<T>(ReadOnlyIntegerSpan<T> stored, float scale, int zeroPoint, Span<float> values)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i++) values[i] = scale * (StoredInteger<T>.Widen(stored[i]) - zeroPoint);
    }

    private static void CheckLength(int given, TensorInfo tensor, int needed, string parameter)
    {
        if (given != needed) throw new ArgumentException($"'{tensor.Name}' has {needed} elements, {given} were given.", parameter);
    }

    private static InvalidOperationException Unsupported(TensorInfo tensor) =>
        new($"'{tensor.Name}' has elements of type {tensor.ElementType}, which Run does not convert. Use Input, Invoke and Output.");
}
