using System.Collections.Immutable;

namespace TinyMl.Tasks.Emit;

/// <summary>What a model's accessor is made of. Its members depend on the item's metadata and its labels alone, never on the compiled model.</summary>
/// <param name="ClassName">A C# identifier.</param>
/// <param name="Namespace">A namespace; empty for the global one.</param>
/// <param name="LogicalName">The name of the embedded resource.</param>
/// <param name="Labels">The labels in the order of the outputs, or null where the item has none.</param>
internal sealed record Accessor(string ClassName, string Namespace, string LogicalName, ImmutableArray<string>? Labels)
{
    /// <summary>The packed file's length; 0 before the first build.</summary>
    public int FlashBytes { get; init; }

    /// <summary>The arena's size; 0 before the first build.</summary>
    public int ArenaBytes { get; init; }

    /// <summary>The kernels that the packed model needs, by the names of their codes; null before the first build.</summary>
    public ImmutableArray<string>? Kernels { get; init; }
}
