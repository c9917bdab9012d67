using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the records of selections: as slices where the indices lie at even distances, else with their list as a constant.</summary>
internal static class SelectLowering
{
    public static LoweredOperator Lower(Node node, Select select)
    {
        (int Start, int Step)?[] steps = [.. select.Indices.Select((indices, axis) => Steps(indices, node.Input.Shape[axis]))];
        var x = new LoweredInput(node.Input);
        if (Array.TrueForAll(steps, step => step is not null))
            return new LoweredOperator(node, OperatorCode.Slice, [x], node.Outputs, DataLowering.StepAttributes(steps.Select(step => step!.Value.Start), steps.Select(step => step!.Value.Step)));

        int[] indices = [.. select.Indices.SelectMany(list => list)];
        int axes = select.Indices.Select((list, axis) => list.IsEmpty ? 0 : 1 << axis).Sum();
        return new LoweredOperator(node, OperatorCode.Select, [x, new LoweredInput(IndexConstant.Of($"{node.Name}.indices", indices))], node.Outputs, axes);
    }

    // Start and step of the indices of an axis, or null where they lie at uneven distances.
    private static (int Start, int Step)? Steps(ImmutableArray<int> indices, int dimension)
    {
        if (indices.IsEmpty) return (0, 1);
        if (indices.Length == 1) return (indices[0], 1);
        int step = indices[1] - indices[0];
        bool isEven = indices.Select((index, k) => index == indices[0] + (k * step)).All(fits => fits);
        return isEven && Math.Abs(step) <= dimension ? (indices[0], step) : null;
    }
}
