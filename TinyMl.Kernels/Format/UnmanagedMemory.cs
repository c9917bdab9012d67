using System;
using System.Buffers;
using System.IO;

namespace TinyMl.Format;

/// <summary>The bytes of an embedded resource where the loader mapped them: never copied, never moved.</summary>
internal sealed unsafe class UnmanagedMemory : MemoryManager<byte>
{
    // Keeps the mapped image alive.
    private readonly UnmanagedMemoryStream _stream;
    private readonly byte* _pointer;
    private readonly int _length;

    public UnmanagedMemory(UnmanagedMemoryStream stream)
    {
        _stream = stream;
        _pointer = stream.PositionPointer;
        _length = checked((int)stream.Length);
    }

    public override Span<byte> GetSpan() => new(_pointer, _length);

    public override MemoryHandle Pin(int elementIndex = 0) =>
        (uint)elementIndex <= (uint)_length ? new MemoryHandle(_pointer + elementIndex) : throw new ArgumentOutOfRangeException(nameof(elementIndex));

    public override void Unpin()
    {
        // Mapped images do not move.
    }

    protected override void Dispose(bool disposing) => _stream.Dispose();
}
