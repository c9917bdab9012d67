using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>Constant integers of any width, or none.</summary>
internal readonly struct IntegerConstants
{
    private readonly int _offset;
    private readonly int _length;
    private readonly byte _bits;

    /// <summary>The elements of a constant whose type is one of signed integers.</summary>
    public IntegerConstants(in TensorRecord tensor)
    {
        _offset = tensor.Offset;
        _length = tensor.ByteLength;
        _bits = (byte)tensor.Bits;
    }

    /// <summary>The integers where they lie.</summary>
    public PackedIntegerSpan Read(scoped in ModelMemory memory) => Read(memory.Constants);

    /// <summary>The integers in the constants section.</summary>
    public PackedIntegerSpan Read(ReadOnlySpan<byte> constants) => new(constants.Slice(_offset, _length), _bits);
}
