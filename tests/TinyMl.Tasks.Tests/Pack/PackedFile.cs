using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>A packed model read by docs/packed-format.md and by nothing else: no code of the runtime or of the compiler.</summary>
internal sealed class PackedFile
{
    private static readonly ImmutableDictionary<int, int> ElementBytes =
        new Dictionary<int, int> { [1] = 4, [2] = 2, [3] = 1, [4] = 1, [5] = 2, [6] = 4, [7] = 8, [8] = 1 }.ToImmutableDictionary();

    private readonly byte[] _file;
    private readonly List<Range> _numbers = [];
    private int _position;

    public PackedFile(byte[] file)
    {
        _file = file;
        Magic = Encoding.ASCII.GetString(Take(4));
        Version = BitConverter.ToUInt16(Take(2));
        Flags = BitConverter.ToUInt16(Take(2));
        Length = BitConverter.ToUInt32(Take(4));
        Checksum = BitConverter.ToUInt32(Take(4));
        int constants = 20 + (int)BitConverter.ToUInt32(Take(4));
        Constants = file[constants..];

        Name = TakeName();
        ArenaBytes = VarUInt();
        Tensors = [.. Repeat(TakeTensor)];
        Inputs = [.. Repeat(TakeEdge)];
        Outputs = [.. Repeat(TakeEdge)];
        Operators = [.. Repeat(TakeOperators).SelectMany(operators => operators)];
        if (_position != constants) States = [.. Repeat(TakeState)];
        if (_position != constants) Labels = [.. Repeat(TakeName)];
        if (_position != constants) throw new InvalidDataException($"The graph section ends at {constants}, its content at {_position}.");
    }

    public string Magic { get; }

    public int Version { get; }

    public int Flags { get; }

    public long Length { get; }

    public uint Checksum { get; }

    public string Name { get; }

    public long ArenaBytes { get; }

    public byte[] Constants { get; }

    public ImmutableArray<TensorEntry> Tensors { get; }

    public ImmutableArray<Edge> Inputs { get; }

    public ImmutableArray<Edge> Outputs { get; }

    /// <summary>The operators; those of a stream follow it.</summary>
    public ImmutableArray<OperatorEntry> Operators { get; }

    public ImmutableArray<StateEntry> States { get; } = [];

    public ImmutableArray<string> Labels { get; } = [];

    /// <summary>Where the numbers of variable length stand, in the order of the file.</summary>
    public IReadOnlyList<Range> Numbers => _numbers;

    /// <summary>The checksum by the page's definition, a bit at a time.</summary>
    public static uint ComputeChecksum(byte[] file) => Crc32C([.. file[..12], .. file[16..]]);

    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        return crc ^ 0xFFFFFFFF;
    }

    /// <summary>The bytes of a constant.</summary>
    public byte[] Data(TensorEntry tensor) => Constants[(int)tensor.Offset..(int)(tensor.Offset + tensor.ByteLength)];

    /// <summary>The integers of a constant, of any width, as numbers without a sign.</summary>
    public ulong[] Integers(TensorEntry tensor)
    {
        int bits = tensor.Type > 64 ? tensor.Type - 64 : ElementBytes[tensor.Type] * 8;
        BigInteger all = new(Data(tensor), isUnsigned: true);
        return [.. Enumerable.Range(0, (int)tensor.Dimensions.Aggregate(1L, (product, dimension) => product * dimension)).Select(i => (ulong)(all >> (i * bits) & ((BigInteger.One << bits) - 1)))];
    }

    private TensorEntry TakeTensor()
    {
        byte kind = Take(1)[0];
        int slots = kind is > 64 and < 128 ? Take(1)[0] : 0;
        int type = slots > 0 ? kind - 64 : kind & 0x7F;
        long[] dimensions = [.. Repeat(VarUInt)];
        if (type is >= 16 and <= 19)
        {
            long length = VarUInt();
            return new TensorEntry(type, (kind & 0x80) != 0, slots, [.. dimensions], VarUInt(), length);
        }

        int bits = type > 64 ? type - 64 : ElementBytes[type] * 8;
        long elements = dimensions.Select((dimension, axis) => slots > 0 && axis == 1 ? slots : dimension).Aggregate(1L, (product, dimension) => product * dimension);
        return new TensorEntry(type, (kind & 0x80) != 0, slots, [.. dimensions], VarUInt(), ((elements * bits) + 7) / 8);
    }

    private Edge TakeEdge() => new(VarUInt(), TakeName(), BitConverter.ToSingle(Take(4)), VarInt());

    private List<OperatorEntry> TakeOperators()
    {
        OperatorEntry first = TakeOperator();
        return first.Code == 209 ? [first, .. Repeat(first.Attributes.Length, TakeOperator)] : [first];
    }

    private OperatorEntry TakeOperator()
    {
        int code = Take(1)[0];
        long inputs = VarUInt(), outputs = VarUInt(), attributes = VarUInt();
        return new OperatorEntry(code, [.. Repeat(inputs, VarUInt)], [.. Repeat(outputs, VarUInt)], [.. Repeat(attributes, VarInt)]);
    }

    private StateEntry TakeState()
    {
        long tensor = VarUInt(), initial = VarUInt();
        return new StateEntry(tensor, initial == 0 ? null : initial - 1, initial == 0 ? Take(1)[0] : null);
    }

    private List<T> Repeat<T>(Func<T> take) => Repeat(VarUInt(), take);

    private static List<T> Repeat<T>(long count, Func<T> take)
    {
        var list = new List<T>();
        for (long i = 0; i < count; i++) list.Add(take());
        return list;
    }

    private string TakeName() => Encoding.UTF8.GetString(Take((int)VarUInt()));

    private long VarUInt()
    {
        int start = _position;
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Take(1)[0];
            value += (long)(part & 0x7F) << shift;
            if ((part & 0x80) != 0) continue;
            _numbers.Add(start.._position);
            return value;
        }
    }

    private int VarInt()
    {
        long code = VarUInt();
        return (int)(code % 2 == 0 ? code / 2 : -(code / 2) - 1);
    }

    private byte[] Take(int count)
    {
        byte[] bytes = _file[_position..(_position + count)];
        _position += count;
        return bytes;
    }

    internal sealed record TensorEntry(int Type, bool IsConstant, int Slots, ImmutableArray<long> Dimensions, long Offset, long ByteLength);

    internal sealed record Edge(long Tensor, string Name, float Scale, int ZeroPoint);

    internal sealed record StateEntry(long Tensor, long? Initial, byte? Fill);

    internal sealed record OperatorEntry(int Code, ImmutableArray<long> Inputs, ImmutableArray<long> Outputs, ImmutableArray<int> Attributes);
}
