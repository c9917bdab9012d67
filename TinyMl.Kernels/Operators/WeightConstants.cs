using System;
using System.Runtime.InteropServices;
using TinyMl.Format;
using TinyMl.Weights;

namespace TinyMl.Operators;

/// <summary>
/// Constant weights of 8 bits. Encoded ones are decoded into scratch, an output of the operator: it has room for as many as the kernel needs
/// at once.
/// </summary>
internal readonly struct WeightConstants
{
    // Weights that are decoded at once to check them.
    private const int Block = 256;

    // Filters that are small enough are decoded several at once, so that they share what is read of the input.
    private const int SmallFilters = 1024;

    private readonly int _offset;
    private readonly int _length;
    private readonly int _count;
    private readonly int _scratch;
    private readonly WeightEncoding _encoding;
    private readonly byte _bits;

    /// <summary>Reads, where the weights are encoded, the next output, which is scratch for <paramref name="atOnce"/> of them, and decodes all once to check them.</summary>
    public WeightConstants(ref OperatorReader reader, in TensorRecord weights, int atOnce)
    {
        _offset = weights.Offset;
        _length = weights.ByteLength;
        _count = weights.Shape.Count;
        _encoding = weights.Encoding;
        _bits = (byte)weights.Bits;
        _scratch = 0;
        if (IsRaw) return;

        TensorRecord scratch = reader.Output(ElementType.Int8);
        reader.Require(scratch.ByteLength >= atOnce, "has scratch for fewer weights than it needs at once");
        _scratch = scratch.Offset;

        Span<sbyte> block = stackalloc sbyte[Block];
        WeightDecoder decoder = Decode(new ModelMemory(reader.Constants, default), stackalloc ushort[WeightDecoder.TableLength]);
        for (int left = _count; left > 0; left -= Block) decoder.Read(block.Slice(0, Math.Min(Block, left)));
    }

    /// <summary>Whether the weights can be read where they lie.</summary>
    public bool IsRaw => _encoding == WeightEncoding.Raw;

    /// <summary>How many weights there are.</summary>
    public int Count => _count;

    /// <summary>The weights where they lie, which are raw.</summary>
    public ReadOnlySpan<sbyte> Read(scoped in ModelMemory memory) => new TensorBuffer(_offset, _length, isConstant: true).ReadInt8(memory);

    /// <summary>The next weights are the first ones, which are encoded.</summary>
    public WeightDecoder Decode(scoped in ModelMemory memory, Span<ushort> table) => new(_encoding, _bits, memory.Constants.Slice(_offset, _length), _count, table);

    /// <summary>The bytes that reading filters takes besides scratch.</summary>
    public int FilterBytes => IsRaw ? 0 : (WeightDecoder.TableLength * sizeof(ushort)) + SmallFilters;

    /// <summary>The filters of so many weights each, from the first one on: raw ones, or encoded ones, of which there is scratch for one.</summary>
    public FilterReader Filters(scoped in ModelMemory memory, int filter, Span<byte> bytes)
    {
        if (IsRaw) return new FilterReader(Read(memory), filter);

        Span<sbyte> small = MemoryMarshal.Cast<byte, sbyte>(bytes.Slice(0, SmallFilters));
        WeightDecoder decoder = Decode(memory, MemoryMarshal.Cast<byte, ushort>(bytes.Slice(SmallFilters)));
        return new FilterReader(decoder, filter, filter <= SmallFilters ? small : Scratch(memory, filter));
    }

    /// <summary>The bytes that so many weights are decoded to.</summary>
    public Span<sbyte> Scratch(scoped in ModelMemory memory, int count) => new TensorBuffer(_scratch, count, isConstant: false).WriteInt8(memory);
}
