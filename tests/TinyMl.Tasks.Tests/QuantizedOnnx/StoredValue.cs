using System;
using System.Linq;
using System.Runtime.InteropServices;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>A value of an ONNX model as it is stored.</summary>
internal sealed record StoredValue(DataType Type, long[] Shape, byte[] Bytes)
{
    public float[] Floats => MemoryMarshal.Cast<byte, float>(Bytes).ToArray();

    public int[] Integers => Type == DataType.Int8 ? [.. Bytes.Select(value => (int)(sbyte)value)] : [.. Bytes.Select(value => (int)value)];

    /// <summary>The index of the largest element, the first of several.</summary>
    public int Largest => Type == DataType.Float ? Array.IndexOf(Floats, Floats.Max()) : Array.IndexOf(Integers, Integers.Max());

    /// <summary>The largest difference to other bytes of the same type, in steps where they are integers.</summary>
    public double Distance(ReadOnlySpan<byte> other)
    {
        var value = this with { Bytes = other.ToArray() };
        return Type == DataType.Float
            ? Floats.Zip(value.Floats, (left, right) => (double)Math.Abs(left - right)).Max()
            : Integers.Zip(value.Integers, (left, right) => (double)Math.Abs(left - right)).Max();
    }
}
