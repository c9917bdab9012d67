using System;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Import.TfLite;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>A tensor that a test writes into a TensorFlow Lite file, sensible or not.</summary>
internal sealed record TfLiteTestTensor(string Name, TensorType Type, int[] Shape)
{
    public byte[]? Data { get; init; }

    public float[] Scales { get; init; } = [];

    public long[] ZeroPoints { get; init; } = [];

    public int Axis { get; init; }

    public int[]? Signature { get; init; }

    public bool IsVariable { get; init; }

    public bool IsSparse { get; init; }

    public bool IsExternal { get; init; }

    public bool HasQuantizationDetails { get; init; }

    /// <summary>Whether the data lies behind the tables, as in files of more than 2 GB.</summary>
    public bool IsBehindTables { get; init; }

    public static TfLiteTestTensor Float(string name, params int[] shape) => new(name, TensorType.FLOAT32, shape);

    public static TfLiteTestTensor Int8(string name, float scale, int zeroPoint, params int[] shape) =>
        new(name, TensorType.INT8, shape) { Scales = [scale], ZeroPoints = [zeroPoint] };

    public static TfLiteTestTensor Integers(string name, params int[] values) =>
        new(name, TensorType.INT32, [values.Length]) { Data = Bytes<int>(values) };

    public static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    /// <summary>The tensor as a constant whose elements are all the same byte pattern.</summary>
    public TfLiteTestTensor Filled<T>(T value)
        where T : unmanaged
    {
        long count = 1;
        foreach (int dimension in Shape) count *= dimension;
        var values = new T[count];
        Array.Fill(values, value);
        return this with { Data = Bytes<T>(values) };
    }
}
