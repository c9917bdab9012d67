using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>PACK: tensors of one shape, side by side along a new axis.</summary>
internal static class PackImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 1, optionalInputs: int.MaxValue - 1);
        FlatTable options = node.Options(BuiltinOptions.Pack, knownFields: 2);
        if (options.Int32(0) != node.InputCount) throw node.Damaged($"has {node.InputCount} inputs, and its options say {options.Int32(0)}");
        if (Enumerable.Range(0, node.InputCount).Any(i => !node.HasInput(i))) throw node.Damaged($"lacks an input");
        Tensor[] inputs = [.. Enumerable.Range(0, node.InputCount).Select(node.Data)];
        Shape shape = inputs[0].Shape;
        if (inputs.FirstOrDefault(input => input.Shape != shape) is { } other) throw node.Damaged($"packs shapes {shape} and {other.Shape}");
        int axis = node.Axes([options.Int32(1)], shape.Rank + 1)[0];
        var expanded = new Shape([.. shape.Take(axis), 1, .. shape.Skip(axis)]);
        if (expanded.Rank > TensorRules.MaximumRank) throw node.NotSupported($"of tensors with {shape.Rank} dimensions", $"The output has at most {TensorRules.MaximumRank} dimensions.");
        node.AddMove(new Concat(axis), [.. inputs.Select(input => node.AddIntermediate(new Reshape(expanded), input))]);
    }
}
