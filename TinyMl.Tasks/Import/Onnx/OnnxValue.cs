using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>What a name of an ONNX graph stands for: a constant that is known at import, or an activation of the graph that is
/// built. Strings are integers here: places in a table of them.</summary>
internal sealed record OnnxValue(OnnxConstant? Constant, Tensor? Activation)
{
    public OnnxValue(OnnxConstant constant)
        : this(constant, null)
    {
    }

    public OnnxValue(Tensor activation)
        : this(null, activation)
    {
    }

    /// <summary>What the elements stand for, where they are strings in the file; empty for numbers.</summary>
    public ImmutableArray<string> Strings { get; init; } = [];
    /// <summary>Whether it stands for integers of DynamicQuantizeLinear, which are kept as the real numbers that they were.</summary>
    public bool IsUnrounded { get; init; }

    /// <summary>The integers that the elements may be, where that is known; else empty.</summary>
    public ImmutableArray<long> Choices { get; init; } = [];

    public ImmutableArray<int> Dimensions => Constant?.Dimensions ?? [.. Activation!.Shape];
}
