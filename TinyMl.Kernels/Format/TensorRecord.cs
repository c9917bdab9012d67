using System;
using System.IO;
using TinyMl.Arithmetic;
using TinyMl.Operators;

namespace TinyMl.Format;

/// <summary>A tensor of the packed model: its type, its shape and its place, checked against the memory that it names.</summary>
internal readonly struct TensorRecord
{
    // Far above what a device can read, and low enough that a damaged file cannot keep a host busy.
    private const int MaximumEncodedElements = 1 << 28;

    /// <summary>The place of a constant, where that of others says how many slots a ring has, 0 for none.</summary>
    private const byte ConstantPlace = byte.MaxValue;

    private readonly byte _bits;
    private readonly byte _place;

    private TensorRecord(ElementType type, WeightEncoding encoding, int bits, byte place, in Dimensions shape, int byteLength, int offset)
    {
        Type = type;
        Encoding = encoding;
        _bits = (byte)bits;
        _place = place;
        Shape = shape;
        ByteLength = byteLength;
        Offset = offset;
    }

    /// <summary>The type of the elements; <see cref="ElementType.None"/> where they are not raw.</summary>
    public ElementType Type { get; }

    /// <summary>How the elements are stored.</summary>
    public WeightEncoding Encoding { get; }

    /// <summary>The bits of an element, which of packed integers may be any number up to 63; 0 where not all have the same.</summary>
    public int Bits => _bits;

    public bool IsConstant => _place == ConstantPlace;

    /// <summary>Whether only a few rows of [1, H, W, C] lie in the arena at a time: row r in slot r mod <see cref="Slots"/>.</summary>
    public bool IsRing => _place is not (0 or ConstantPlace);

    /// <summary>The rows of a ring that lie in the arena; fewer than its height.</summary>
    public int Slots => _place;

    public Dimensions Shape { get; }

    /// <summary>The tensor's first byte in the memory that it lies in.</summary>
    public int Offset { get; }

    /// <summary>The bytes in memory; of a ring those of its slots.</summary>
    public int ByteLength { get; }

    public TensorBuffer Buffer => new(Offset, ByteLength, IsConstant);

    /// <summary>The first byte after the tensor.</summary>
    public int End => Offset + ByteLength;

    /// <summary>Reads a record: kind, the slots of a ring, rank, dimensions, where the kind does not say it the length, offset.</summary>
    public static TensorRecord Read(ref PackedReader reader, int constantBytes, int arenaBytes)
    {
        byte kind = reader.Byte();
        bool isConstant = (kind & PackedFormat.ConstantFlag) != 0;
        bool isRing = !isConstant && (kind & PackedFormat.RingFlag) != 0;
        kind &= (byte)~(isRing ? PackedFormat.RingFlag : PackedFormat.ConstantFlag);
        WeightEncoding encoding = kind > PackedFormat.PackedIntegers ? WeightEncoding.Integers
            : kind is >= (byte)WeightEncoding.LookUp and <= (byte)WeightEncoding.Huffman ? (WeightEncoding)kind
            : WeightEncoding.Raw;
        ElementType type = encoding == WeightEncoding.Raw ? (ElementType)kind : ElementType.None;
        int bits = encoding switch
        {
            WeightEncoding.Raw => 8 * type.Size(),
            WeightEncoding.Integers => kind - PackedFormat.PackedIntegers,
            _ => 0,
        };
        if (encoding == WeightEncoding.Raw && bits == 0) throw new InvalidDataException($"A tensor has the unknown type {kind}.");
        if (encoding != WeightEncoding.Raw && !isConstant) throw new InvalidDataException("A tensor that is not a constant is encoded.");

        byte place = isConstant ? ConstantPlace : isRing ? reader.Byte() : (byte)0;
        int available = isConstant ? constantBytes : arenaBytes;
        Dimensions shape = ReadShape(ref reader, bits == 0 ? MaximumEncodedElements : (int)Math.Min(8L * (isRing ? PackedFormat.MaximumArenaBytes : available) / bits, int.MaxValue));
        int count = isRing ? InSlots(shape, place) : shape.Count;
        long length = bits == 0 ? reader.VarUInt(available, "A tensor's length") : PackedIntegerSpan.Bytes(count, bits);
        if (length > available) throw new InvalidDataException("A tensor is larger than the memory that it lies in.");
        int offset = reader.VarUInt(available - (int)length, "A tensor's offset");
        return new TensorRecord(type, encoding, bits, place, shape, (int)length, offset);
    }

    // The elements of a ring that lie in memory.
    private static int InSlots(in Dimensions shape, byte slots)
    {
        if (shape.Rank != 4 || shape[0] != 1 || slots is 0 or ConstantPlace || slots >= shape[1]) throw new InvalidDataException("A ring has no rows, or as many as its tensor.");
        return shape.Count / shape[1] * slots;
    }

    private static Dimensions ReadShape(ref PackedReader reader, int capacity)
    {
        int rank = reader.VarUInt(PackedFormat.MaximumRank, "A tensor's rank");
        Span<int> dimensions = stackalloc int[PackedFormat.MaximumRank];
        for (int i = 0; i < rank; i++)
        {
            dimensions[i] = reader.VarUInt(capacity, "A tensor's dimension");
            if (dimensions[i] == 0) throw new InvalidDataException("A tensor's dimension is 0.");
            capacity /= dimensions[i];
        }

        return new Dimensions(dimensions.Slice(0, rank));
    }
}
