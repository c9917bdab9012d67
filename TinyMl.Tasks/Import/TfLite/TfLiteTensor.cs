using System;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>A tensor as the file has it: inside the file's bounds, but not yet checked for sense.</summary>
internal sealed record TfLiteTensor
{
    public required string Name { get; init; }

    public required TensorType Type { get; init; }

    public required ImmutableArray<int> Dimensions { get; init; }

    /// <summary>The dimensions with -1 where they are not static; empty where all are.</summary>
    public required ImmutableArray<int> Signature { get; init; }

    /// <summary>The bytes of a constant; empty for an activation.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>One scale for the tensor or one for each index of <see cref="QuantizedAxis"/>; empty where it is not quantized.</summary>
    public required ImmutableArray<float> Scales { get; init; }

    public required ImmutableArray<long> ZeroPoints { get; init; }

    public required int QuantizedAxis { get; init; }

    /// <summary>Whether the tensor outlives an inference: state, which operators read and change.</summary>
    public required bool IsVariable { get; init; }

    /// <summary>What makes the tensor impossible to use here, or null.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>Whether the shape is unknown until the model runs: neither dimensions nor the statement that it is a scalar.</summary>
    public required bool IsUnranked { get; init; }

    public bool IsConstant => !Data.IsEmpty;

    /// <summary>Whether the file leaves a dimension open.</summary>
    public bool IsDynamic(int axis) => Dimensions[axis] == -1 || (axis < Signature.Length && Signature[axis] == -1);
}
