using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>Decodes tensors of an ONNX file: all types that are numbers, raw, typed or external data, every size
/// checked.</summary>
internal sealed class TensorReader(string path, ExternalData external)
{
    /// <summary>The elements of all constants of a model together; more than any device's flash holds a hundred times
    /// over.</summary>
    private const long MostElements = 1L << 25;

    /// <summary>The most dimensions of a constant; activations have fewer.</summary>
    public const int MostDimensions = 16;

    private long _elements;

    /// <summary>Reads a tensor.</summary>
    /// <exception cref="DiagnosticException">The tensor is damaged, too large, or not of numbers.</exception>
    public OnnxConstant Read(TensorProto tensor)
    {
        ImmutableArray<int> dimensions = Dimensions(tensor);
        int count = ElementCount.Of(dimensions);
        int size = ElementSize(tensor);
        if (!tensor.Segment.IsEmpty) throw ModelDiagnostics.NotAModel(path, $"the tensor '{tensor.Name}' is stored in segments");

        try
        {
            return new OnnxConstant(tensor.DataType, dimensions, HasRawData(tensor, count)
                ? FromBytes(tensor.DataType, RawData(tensor, count, size))
                : FromFields(tensor, count));
        }
        catch (OverflowException)
        {
            throw ModelDiagnostics.NotAModel(path, $"the tensor '{tensor.Name}' has an integer beyond 63 bits");
        }
    }

    /// <summary>Reads a tensor of strings: their places, and the strings.</summary>
    /// <exception cref="DiagnosticException">The tensor is damaged or too large.</exception>
    public OnnxValue ReadStrings(TensorProto tensor)
    {
        ImmutableArray<int> dimensions = Dimensions(tensor);
        int count = ElementCount.Of(dimensions);
        if (tensor.StringData.Count != count || FieldCount(tensor) != count || !tensor.RawData.IsEmpty || tensor.DataLocation == TensorProto.Types.DataLocation.External)
            throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor.Name}' of {count} strings has {tensor.StringData.Count}");
        long[] places = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        return new OnnxValue(new OnnxConstant(DataType.Int64, dimensions, places)) { Strings = [.. tensor.StringData.Select(text => text.ToStringUtf8())] };
    }

    /// <summary>Counts elements that an import holds in memory.</summary>
    /// <returns>How many elements a tensor of the given dimensions has.</returns>
    /// <exception cref="DiagnosticException">There are more than any model for a device needs.</exception>
    public int Reserve(string name, IEnumerable<long> dimensions)
    {
        int count = ElementCount.Asked(dimensions);
        _elements += count;
        if (count < 0 || _elements > MostElements)
        {
            throw ModelDiagnostics.NotAModel(
                path, $"with the tensor '{name}' its constants have more than {MostElements} elements");
        }

        return count;
    }

    private ImmutableArray<int> Dimensions(TensorProto tensor)
    {
        if (tensor.Dims.Count > MostDimensions)
            throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor.Name}' has {tensor.Dims.Count} dimensions");
        if (tensor.Dims.Any(dimension => dimension is < 0 or > int.MaxValue))
            throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Dims)}]");

        Reserve(tensor.Name, tensor.Dims);
        return [.. tensor.Dims.Select(dimension => (int)dimension)];
    }

    private int ElementSize(TensorProto tensor) => tensor.DataType switch
    {
        DataType.Uint8 or DataType.Int8 or DataType.Bool => 1,
        DataType.Uint16 or DataType.Int16 or DataType.Float16 or DataType.Bfloat16 => 2,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Int64 or DataType.Double or DataType.Uint64 => 8,
        _ => throw ModelDiagnostics.NotAModel(path, $"the tensor '{tensor.Name}' is of the type {tensor.DataType}"),
    };

    private static bool HasRawData(TensorProto tensor, int count) =>
        tensor.DataLocation == TensorProto.Types.DataLocation.External
        || !tensor.RawData.IsEmpty
        || (count == 0 && FieldCount(tensor) == 0);

    private static int FieldCount(TensorProto tensor) =>
        tensor.FloatData.Count + tensor.DoubleData.Count + tensor.StringData.Count
        + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.Uint64Data.Count;

    private ReadOnlyMemory<byte> RawData(TensorProto tensor, int count, int size)
    {
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            if (!tensor.RawData.IsEmpty || FieldCount(tensor) > 0)
                throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor.Name}' has its data both here and in another file");
            return external.Read(tensor, (long)count * size);
        }

        if (FieldCount(tensor) > 0 || tensor.RawData.Length != (long)count * size)
        {
            string found = $"{tensor.RawData.Length} bytes of raw data and {FieldCount(tensor)} typed elements";
            throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor.Name}' of {count} elements has {found}");
        }

        return tensor.RawData.Memory;
    }

    private static Array FromBytes(DataType type, ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> data = bytes.Span;
        return type switch
        {
            DataType.Float => MemoryMarshal.Cast<byte, float>(data).ToArray(),
            DataType.Double => MemoryMarshal.Cast<byte, double>(data).ToArray(),
            DataType.Float16 => Convert(bytes, 2, span => Float16(BinaryPrimitives.ReadUInt16LittleEndian(span))),
            DataType.Bfloat16 => Convert(bytes, 2, span => Bfloat16(BinaryPrimitives.ReadUInt16LittleEndian(span))),
            DataType.Int64 => MemoryMarshal.Cast<byte, long>(data).ToArray(),
            DataType.Int32 => Convert(bytes, 4, span => (long)BinaryPrimitives.ReadInt32LittleEndian(span)),
            DataType.Uint32 => Convert(bytes, 4, span => (long)BinaryPrimitives.ReadUInt32LittleEndian(span)),
            DataType.Uint64 => Convert(bytes, 8, span => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(span))),
            DataType.Int16 => Convert(bytes, 2, span => (long)BinaryPrimitives.ReadInt16LittleEndian(span)),
            DataType.Uint16 => Convert(bytes, 2, span => (long)BinaryPrimitives.ReadUInt16LittleEndian(span)),
            DataType.Int8 => Convert(bytes, 1, span => (long)(sbyte)span[0]),
            _ => Convert(bytes, 1, span => (long)span[0]),
        };
    }

    private Array FromFields(TensorProto tensor, int count)
    {
        Array elements = tensor.DataType switch
        {
            DataType.Float => tensor.FloatData.ToArray(),
            DataType.Double => tensor.DoubleData.ToArray(),
            DataType.Int64 => tensor.Int64Data.ToArray(),
            DataType.Uint32 or DataType.Uint64 => tensor.Uint64Data.Select(value => checked((long)value)).ToArray(),
            DataType.Float16 => tensor.Int32Data.Select(bits => Float16(unchecked((ushort)bits))).ToArray(),
            DataType.Bfloat16 => tensor.Int32Data.Select(bits => Bfloat16(unchecked((ushort)bits))).ToArray(),
            _ => tensor.Int32Data.Select(value => (long)value).ToArray(),
        };
        return elements.Length == count && FieldCount(tensor) == count
            ? elements
            : throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor.Name}' of {count} elements has {FieldCount(tensor)}");
    }

    private static float Float16(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    private static float Bfloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static T[] Convert<T>(ReadOnlyMemory<byte> bytes, int size, ElementDecoder<T> decode)
    {
        var elements = new T[bytes.Length / size];
        for (int i = 0; i < elements.Length; i++) elements[i] = decode(bytes.Span.Slice(i * size, size));
        return elements;
    }

    private delegate T ElementDecoder<out T>(ReadOnlySpan<byte> bytes);
}
