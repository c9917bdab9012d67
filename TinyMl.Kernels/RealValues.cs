using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;

namespace TinyMl;

/// <summary>The real values of stored elements, quantized or not, as the edges of a model see them.</summary>
internal static class RealValues
{
    /// <summary>Stores real values as the tensor's elements: rounded half away from zero, saturated.</summary>
    public static void Store(ReadOnlySpan<float> values, TensorInfo tensor, Span<byte> stored)
    {
        CheckLength(values.Length, tensor, stored.Length / tensor.ElementType.Size(), nameof(values));
        switch (tensor.ElementType)
        {
            case ElementType.Float32:
                MemoryMarshal.AsBytes(values).CopyTo(stored);
                break;
            case ElementType.Int8:
                Store<sbyte>(values, tensor, stored);
                break;
            case ElementType.UInt8:
                Store<byte>(values, tensor, stored);
                break;
            case ElementType.Int16:
                Store<short>(values, tensor, stored);
                break;
            case ElementType.Int32:
                Store<int>(values, tensor, stored);
                break;
            case ElementType.Int64:
                var integers = new IntegerSpan<long>(stored);
                for (int i = 0; i < values.Length; i++) integers[i] = Nearest(values[i]);
                break;
            case ElementType.Bool:
                for (int i = 0; i < values.Length; i++) stored[i] = values[i] != 0 ? (byte)1 : (byte)0;
                break;
            default:
                throw Unsupported(tensor);
        }
    }

    /// <summary>The real values of the tensor's elements.</summary>
    public static void Load(ReadOnlySpan<byte> stored, TensorInfo tensor, Span<float> values)
    {
        CheckLength(values.Length, tensor, stored.Length / tensor.ElementType.Size(), nameof(values));
        switch (tensor.ElementType)
        {
            case ElementType.Float32:
                stored.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case ElementType.Int8:
                Load<sbyte>(stored, tensor, values);
                break;
            case ElementType.UInt8 or ElementType.Bool:
                Load<byte>(stored, tensor, values);
                break;
            case ElementType.Int16:
                Load<short>(stored, tensor, values);
                break;
            case ElementType.Int32:
                Load<int>(stored, tensor, values);
                break;
            case ElementType.Int64:
                var integers = new ReadOnlyIntegerSpan<long>(stored);
                for (int i = 0; i < values.Length; i++) values[i] = integers[i];
                break;
            default:
                throw Unsupported(tensor);
        }
    }

    [MethodImpl(InnerLoop.Optimized)]
    private static void Store<T>(ReadOnlySpan<float> values, TensorInfo tensor, Span<byte> stored)
        where T : unmanaged
    {
        var integers = new IntegerSpan<T>(stored);
        for (int i = 0; i < values.Length; i++)
        {
            integers[i] = StoredInteger<T>.Narrow(FixedPoint.Quantize(values[i], Scale(tensor), tensor.ZeroPoint, StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
        }
    }

    [MethodImpl(InnerLoop.Optimized)]
    private static void Load<T>(ReadOnlySpan<byte> stored, TensorInfo tensor, Span<float> values)
        where T : unmanaged
    {
        var integers = new ReadOnlyIntegerSpan<T>(stored);
        for (int i = 0; i < values.Length; i++) values[i] = Scale(tensor) * (StoredInteger<T>.Widen(integers[i]) - tensor.ZeroPoint);
    }

    private static long Nearest(float value)
    {
        if (float.IsNaN(value)) return 0;
        double rounded = Math.Round((double)value, MidpointRounding.AwayFromZero);
        return rounded <= long.MinValue ? long.MinValue : rounded >= long.MaxValue ? long.MaxValue : (long)rounded;
    }

    // Integers without a scale are numbers themselves.
    private static float Scale(TensorInfo tensor) => tensor.Scale > 0 ? tensor.Scale : 1;

    private static void CheckLength(int given, TensorInfo tensor, int needed, string parameter)
    {
        if (given != needed) throw new ArgumentException($"'{tensor.Name}' has {needed} elements, {given} were given.", parameter);
    }

    private static InvalidOperationException Unsupported(TensorInfo tensor) =>
        new($"'{tensor.Name}' has elements of type {tensor.ElementType}, which Run does not convert. Use Input, Invoke and Output.");
}
