namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The label of the class that wins most pairs. Inputs: scores of pairs [N, P], labels Int64 [C].</summary>
internal sealed record PairVotes : ClassLabel;
