using System;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;

namespace TinyMl.Operators;

/// <summary>Where a tensor's bytes lie: in the constants or in the arena. Neither is aligned.</summary>
internal readonly struct TensorBuffer(int offset, int length, bool isConstant)
{
    private readonly int _offset = offset;
    private readonly int _length = length;
    private readonly bool _isConstant = isConstant;

    /// <summary>How many bytes there are.</summary>
    public int Length => _length;

    /// <summary>A part of the bytes.</summary>
    public TensorBuffer Part(int start, int length) => new(_offset + start, length, _isConstant);

    /// <summary>The bytes to read, of an input.</summary>
    public ReadOnlySpan<byte> Read(scoped in ModelMemory memory) =>
        (_isConstant ? memory.Constants : memory.Arena).Slice(_offset, _length);

    /// <summary>The int8 elements to read, of an input.</summary>
    public ReadOnlySpan<sbyte> ReadInt8(scoped in ModelMemory memory) => MemoryMarshal.Cast<byte, sbyte>(Read(memory));

    /// <summary>The integers to read, of an input that is stored in this type.</summary>
    public ReadOnlyIntegerSpan<T> ReadIntegers<T>(scoped in ModelMemory memory)
        where T : unmanaged => new(Read(memory));

    /// <summary>The real numbers to read, of an input that is stored in this format.</summary>
    public RealSpan<TFormat> Read<TFormat>(scoped in ModelMemory memory)
        where TFormat : struct, IRealFormat => new(Read(memory));

    /// <summary>The bytes to write, of an output or of scratch, which always lie in the arena.</summary>
    public Span<byte> Write(scoped in ModelMemory memory) => memory.Arena.Slice(_offset, _length);

    /// <summary>The int8 elements to write, of an output.</summary>
    public Span<sbyte> WriteInt8(scoped in ModelMemory memory) => MemoryMarshal.Cast<byte, sbyte>(Write(memory));

    /// <summary>The integers to write, of an output that is stored in this type.</summary>
    public IntegerSpan<T> WriteIntegers<T>(scoped in ModelMemory memory)
        where T : unmanaged => new(Write(memory));

    /// <summary>The float32 elements to write, of an output.</summary>
    public Float32Span WriteFloat32(scoped in ModelMemory memory) => new(Write(memory));
}
