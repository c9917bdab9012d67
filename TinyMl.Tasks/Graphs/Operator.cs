namespace TinyMl.Tasks.Graphs;

/// <summary>What a node computes; a case of <see cref="Operators"/> with its attributes. Layouts are NHWC, weights OHWI.</summary>
internal abstract record Operator
{
    /// <summary>The name in reports and diagnostics.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The shape of the output for the shapes of a node's inputs.</summary>
    public abstract Shape InferShape(System.Collections.Generic.IReadOnlyList<Tensor> inputs);

    /// <summary>Multiply-accumulates of one inference; 0 for operators that do not multiply by weights.</summary>
    public virtual long Macs(Node node) => 0;
}
