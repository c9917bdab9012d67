using System;
using System.Collections.Immutable;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>
/// A table of a FlatBuffers file. Fields are named by their number in the schema; an absent one has its default. The
/// <c>default</c> table has no field (FlatBuffers internals, "Tables").
/// </summary>
internal readonly struct FlatTable
{
    private const int VTableHeader = 2 * sizeof(ushort);
    private const int MaximumTables = 1 << 16;
    private const int MaximumFields = 1 << 8;

    private readonly FlatBuffer? _buffer;
    private readonly int _position;
    private readonly int _size;
    private readonly int _vtable;
    private readonly int _fieldCount;

    public FlatTable(FlatBuffer buffer, int position)
    {
        _buffer = buffer;
        _position = position;
        _vtable = buffer.Checked((long)position - buffer.Int32(position), VTableHeader);
        int vtableSize = buffer.UInt16(_vtable);
        _size = buffer.UInt16(_vtable + sizeof(ushort));
        buffer.Checked(_vtable, vtableSize);
        buffer.Checked(position, _size);
        _fieldCount = (vtableSize - VTableHeader) / sizeof(ushort);
        if (_fieldCount > MaximumFields) throw ModelDiagnostics.Damaged(buffer.Path, $"a table has {_fieldCount} fields");
    }

    private FlatBuffer Buffer => _buffer!;

    public bool Has(int field) => Position(field, 0) is not null;

    /// <summary>Whether there is a field with this number or a higher one: an addition that is not known here.</summary>
    public bool HasFrom(int field)
    {
        for (int i = field; i < _fieldCount; i++)
        {
            if (Has(i)) return true;
        }

        return false;
    }

    public byte Byte(int field) => Position(field, sizeof(byte)) is int position ? Buffer.Byte(position) : (byte)0;

    public bool Boolean(int field) => Byte(field) != 0;

    public int Int32(int field, int absent = 0) => Position(field, sizeof(int)) is int position ? Buffer.Int32(position) : absent;

    public uint UInt32(int field) => Position(field, sizeof(uint)) is int position ? Buffer.UInt32(position) : 0;

    public ulong UInt64(int field) => Position(field, sizeof(ulong)) is int position ? Buffer.UInt64(position) : 0;

    public float Single(int field) => Position(field, sizeof(float)) is int position ? Buffer.Single(position) : 0;

    public string Text(int field) => Reference(field) is int position ? Buffer.Text(position) : string.Empty;

    /// <summary>The numbers of a vector; empty where it is absent.</summary>
    public ImmutableArray<T> Numbers<T>(int field)
        where T : unmanaged => Reference(field) is int position ? Buffer.Numbers<T>(position) : [];

    /// <summary>The bytes of a vector, not copied; empty where it is absent.</summary>
    public ReadOnlyMemory<byte> Bytes(int field)
    {
        if (Reference(field) is not int position) return default;
        (int start, int count) = Buffer.Vector(position, sizeof(byte));
        return Buffer.Slice((ulong)start, (ulong)count);
    }

    /// <summary>The table of a field, or the table without fields.</summary>
    public FlatTable Table(int field) => Reference(field) is int position ? new FlatTable(Buffer, position) : default;

    /// <summary>The tables of a vector; empty where it is absent.</summary>
    public FlatTable[] Tables(int field)
    {
        if (Reference(field) is not int position) return [];
        (int start, int count) = Buffer.Vector(position, sizeof(uint));
        if (count > MaximumTables) throw ModelDiagnostics.Damaged(Buffer.Path, $"it holds a list of {count} entries");
        var tables = new FlatTable[count];
        for (int i = 0; i < count; i++) tables[i] = new FlatTable(Buffer, Buffer.Follow(start + (i * sizeof(uint))));
        return tables;
    }

    private int? Reference(int field) => Position(field, sizeof(uint)) is int position ? Buffer.Follow(position) : null;

    private int? Position(int field, int size)
    {
        if (field >= _fieldCount) return null;
        int offset = Buffer.UInt16(_vtable + VTableHeader + (field * sizeof(ushort)));
        if (offset == 0) return null;
        if (offset + size > _size)
        {
            throw ModelDiagnostics.Damaged(Buffer.Path, $"field {field} lies outside of its table at byte {_position}");
        }

        return _position + offset;
    }
}
