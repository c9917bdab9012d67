namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// The label of the highest score. Inputs: scores [N, C], labels Int64 [C].
/// </summary>
/// <param name="SkipsNone">Whether a score of -0 is none.</param>
/// <param name="Promotion">From which score on the second of two classes is taken: 0 none, 1 from 0.5, 2 above 0.</param>
internal sealed record TopClass(bool SkipsNone, int Promotion) : ClassLabel;
