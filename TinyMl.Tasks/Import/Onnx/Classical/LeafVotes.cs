using System.Collections.Generic;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>What a leaf says, a value for each of some targets.</summary>
internal sealed class LeafVotes
{
    private readonly SortedDictionary<int, float> _values = [];

    /// <summary>The targets and their values.</summary>
    public IReadOnlyDictionary<int, float> Values => _values;

    /// <summary>Adds a value; false where the target has one. -0, which the packed form keeps for "none", adds as much as 0.</summary>
    public bool TryAdd(int target, float value) => _values.TryAdd(target, value + 0f);
}
