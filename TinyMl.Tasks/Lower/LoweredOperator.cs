using System.Collections.Generic;
using System.Collections.Immutable;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// An operator as the packed model holds it: the kernel's code, its tensors in the kernel's order (constants that the
/// kernel needs, such as multipliers, among the inputs; scratch after the outputs) and its integer attributes.
/// </summary>
internal sealed class LoweredOperator(Node source, OperatorCode code, IEnumerable<LoweredInput> inputs, IEnumerable<Tensor> outputs, params IEnumerable<int> attributes)
{
    /// <summary>The node of the graph, for reports.</summary>
    public Node Source { get; } = source;

    public OperatorCode Code { get; } = code;

    public ImmutableArray<LoweredInput> Inputs { get; } = [.. inputs];

    public ImmutableArray<Tensor> Outputs { get; } = [.. outputs];

    /// <summary>What the operator consists of where it is a stream; null for all others.</summary>
    public LoweredStream? Stream { get; init; }

    /// <summary>The operators that are reported: those of a stream, else this one.</summary>
    public ImmutableArray<LoweredOperator> Layers => Stream?.Layers ?? [this];

    /// <summary>The attributes, floats as the bits of their binary32.</summary>
    public ImmutableArray<int> Attributes { get; } = [.. attributes];
}
