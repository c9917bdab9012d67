using System;

namespace TinyMl.Operators;

/// <summary>The two memories that operators see: the packed file's constants (read only, any alignment) and the arena.</summary>
internal readonly ref struct ModelMemory(ReadOnlySpan<byte> constants, Span<byte> arena)
{
    /// <summary>The constants section of the packed model.</summary>
    public ReadOnlySpan<byte> Constants { get; } = constants;

    /// <summary>The arena: inputs, outputs, intermediate tensors, state and scratch.</summary>
    public Span<byte> Arena { get; } = arena;
}
