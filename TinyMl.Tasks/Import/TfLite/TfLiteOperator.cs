using System;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>An operator as the file has it. Indices are those of existing tensors; an absent optional input is -1.</summary>
internal sealed record TfLiteOperator
{
    public required BuiltinOperator Code { get; init; }

    /// <summary>The operator's name in the schema, or the code of a custom operator.</summary>
    public required string CodeName { get; init; }

    /// <summary>The name of the first output.</summary>
    public required string Name { get; init; }

    public required ImmutableArray<int> Inputs { get; init; }

    public required ImmutableArray<int> Outputs { get; init; }

    public required BuiltinOptions OptionsType { get; init; }

    public required FlatTable Options { get; init; }

    /// <summary>The options of a custom operator, a FlexBuffer.</summary>
    public required ReadOnlyMemory<byte> CustomOptions { get; init; }

    /// <summary>A part of the operator that none of the supported ones has, or null.</summary>
    public required string? Obstacle { get; init; }
}
