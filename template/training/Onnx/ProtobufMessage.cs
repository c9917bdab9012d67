using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace TinyMl.Training.Onnx;

/// <summary>Builds one message in the Protocol Buffers wire format: a key (field number and wire type), then the value.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<byte> _bytes = [];

    private enum WireType
    {
        Varint = 0,
        LengthDelimited = 2,
        Fixed32 = 5,
    }

    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    public ProtobufMessage Add(int field, long value)
    {
        AddKey(field, WireType.Varint);
        AddVarint((ulong)value);
        return this;
    }

    public ProtobufMessage Add(int field, float value)
    {
        AddKey(field, WireType.Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtobufMessage Add(int field, ReadOnlySpan<byte> value)
    {
        AddKey(field, WireType.LengthDelimited);
        AddVarint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public ProtobufMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Add(int field, ProtobufMessage value) => Add(field, value.Bytes);

    public ProtobufMessage AddEach(int field, IEnumerable<string> values)
    {
        foreach (string value in values)
            Add(field, value);
        return this;
    }

    public ProtobufMessage AddEach(int field, IEnumerable<int> values)
    {
        foreach (int value in values)
            Add(field, (long)value);
        return this;
    }

    public ProtobufMessage AddEach(int field, IEnumerable<ProtobufMessage> values)
    {
        foreach (ProtobufMessage value in values)
            Add(field, value);
        return this;
    }

    private void AddKey(int field, WireType type) => AddVarint(((ulong)field << 3) | (ulong)type);

    private void AddVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
