using System.Collections.Generic;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs;

/// <summary>An operator applied to tensors. Optional inputs (a bias) come last and are left out where absent.</summary>
internal sealed class Node(string name, Operator @operator, IEnumerable<Tensor> inputs, IEnumerable<Tensor> outputs)
{
    public string Name { get; } = name;

    public Operator Operator { get; } = @operator;

    public ImmutableArray<Tensor> Inputs { get; } = [.. inputs];

    public ImmutableArray<Tensor> Outputs { get; } = [.. outputs];

    /// <summary>The first input.</summary>
    public Tensor Input => Inputs[0];

    /// <summary>The first output.</summary>
    public Tensor Output => Outputs[0];

    /// <summary>Multiply-accumulates of one inference.</summary>
    public long Macs => Operator.Macs(this);

    public Node With(Operator? @operator = null, IEnumerable<Tensor>? inputs = null, IEnumerable<Tensor>? outputs = null) =>
        new(Name, @operator ?? Operator, inputs ?? Inputs, outputs ?? Outputs);

    public override string ToString() => $"{Operator.Name} {Name}";
}
