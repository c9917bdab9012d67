using System;
using System.IO;
using TinyMl.Operators;

namespace TinyMl.Format;

/// <summary>A tensor of the packed model: its type, its shape and its place, checked against the memory that it names.</summary>
internal readonly struct TensorRecord
{
    private readonly byte _bits;

    private TensorRecord(ElementType type, int bits, bool isConstant, in Dimensions shape, int offset)
    {
        Type = type;
        _bits = (byte)bits;
        IsConstant = isConstant;
        Shape = shape;
        Offset = offset;
    }

    /// <summary>The type of the elements; <see cref="ElementType.None"/> for packed integers.</summary>
    public ElementType Type { get; }

    /// <summary>The bits of an element, which of packed integers may be any number up to 63.</summary>
    public int Bits => _bits;

    public bool IsConstant { get; }

    public Dimensions Shape { get; }

    /// <summary>The tensor's first byte in the memory that it lies in.</summary>
    public int Offset { get; }

    public int ByteLength => (int)Bytes(Shape, _bits);

    public TensorBuffer Buffer => new(Offset, ByteLength, IsConstant);

    /// <summary>The first byte after the tensor.</summary>
    public int End => Offset + ByteLength;

    /// <summary>Reads a record: type and flag, rank, dimensions, offset.</summary>
    public static TensorRecord Read(ref PackedReader reader, int constantBytes, int arenaBytes)
    {
        byte kind = reader.Byte();
        bool isConstant = (kind & PackedFormat.ConstantFlag) != 0;
        kind &= PackedFormat.ConstantFlag - 1;
        bool isPacked = kind > PackedFormat.PackedIntegers;
        ElementType type = isPacked ? ElementType.None : (ElementType)kind;
        int bits = isPacked ? kind - PackedFormat.PackedIntegers : 8 * type.Size();
        if (bits == 0) throw new InvalidDataException($"A tensor has the unknown type {kind}.");
        if (isPacked && !isConstant) throw new InvalidDataException("A tensor of packed integers is no constant.");

        int available = isConstant ? constantBytes : arenaBytes;
        int rank = reader.VarUInt(PackedFormat.MaximumRank, "A tensor's rank");
        Span<int> dimensions = stackalloc int[PackedFormat.MaximumRank];
        int capacity = (int)Math.Min(8L * available / bits, int.MaxValue);
        for (int i = 0; i < rank; i++)
        {
            dimensions[i] = reader.VarUInt(capacity, "A tensor's dimension");
            if (dimensions[i] == 0) throw new InvalidDataException("A tensor's dimension is 0.");
            capacity /= dimensions[i];
        }

        var shape = new Dimensions(dimensions.Slice(0, rank));
        long length = Bytes(shape, bits);
        if (length > available) throw new InvalidDataException("A tensor is larger than the memory that it lies in.");
        int offset = reader.VarUInt(available - (int)length, "A tensor's offset");
        return new TensorRecord(type, bits, isConstant, shape, offset);
    }

    private static long Bytes(in Dimensions shape, int bits) => (((long)shape.Count * bits) + 7) / 8;
}
