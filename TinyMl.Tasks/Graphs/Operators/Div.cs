namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The quotient of two tensors, broadcast.</summary>
internal sealed record Div(ActivationRange Activation) : Binary(Activation);
