using System;
using System.IO;
using TinyMl.Operators;

namespace TinyMl.Format;

/// <summary>A tensor of the packed model: its type, its shape and its place, checked against the memory that it names.</summary>
internal readonly struct TensorRecord
{
    private readonly int _offset;

    private TensorRecord(ElementType type, bool isConstant, in Dimensions shape, int offset)
    {
        Type = type;
        IsConstant = isConstant;
        Shape = shape;
        _offset = offset;
    }

    public ElementType Type { get; }

    public bool IsConstant { get; }

    public Dimensions Shape { get; }

    public int ByteLength => Shape.Count * Type.Size();

    public TensorBuffer Buffer => new(_offset, ByteLength, IsConstant);

    /// <summary>The first byte after the tensor.</summary>
    public int End => _offset + ByteLength;

    /// <summary>Reads a record: type and flag, rank, dimensions, offset.</summary>
    public static TensorRecord Read(ref PackedReader reader, int constantBytes, int arenaBytes)
    {
        byte kind = reader.Byte();
        var type = (ElementType)(kind & ~PackedFormat.ConstantFlag);
        bool isConstant = (kind & PackedFormat.ConstantFlag) != 0;
        int size = type.Size();
        if (size == 0) throw new InvalidDataException($"A tensor has the unknown type {(byte)type}.");

        int available = isConstant ? constantBytes : arenaBytes;
        int rank = reader.VarUInt(PackedFormat.MaximumRank, "A tensor's rank");
        Span<int> dimensions = stackalloc int[PackedFormat.MaximumRank];
        int capacity = available / size;
        for (int i = 0; i < rank; i++)
        {
            dimensions[i] = reader.VarUInt(capacity, "A tensor's dimension");
            if (dimensions[i] == 0) throw new InvalidDataException("A tensor's dimension is 0.");
            capacity /= dimensions[i];
        }

        var shape = new Dimensions(dimensions.Slice(0, rank));
        int length = shape.Count * size;
        if (length > available) throw new InvalidDataException("A tensor is larger than the memory that it lies in.");
        int offset = reader.VarUInt(available - length, "A tensor's offset");
        return new TensorRecord(type, isConstant, shape, offset);
    }
}
