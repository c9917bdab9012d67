using System;

namespace TinyMl.Tasks.Import;

/// <summary>An operator that is imported, as docs/operators.md lists it.</summary>
/// <param name="Import">What turns a node of the file into nodes of the graph.</param>
/// <param name="Types">What its activations may be; see <see cref="ActivationTypes"/>.</param>
/// <param name="Limits">What is refused, or how it is computed; empty where all of the format's definition holds.</param>
internal sealed record SupportedOperator<TNode>(Action<TNode> Import, string Types, string Limits = "");
