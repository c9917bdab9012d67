using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Squeeze: axes are an attribute before opset 13 and a constant input from there on; none means all of size
/// 1.</summary>
internal static class SqueezeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, node.Opset < 13 ? 1 : 2);
        ImmutableArray<int> input = node.Input(0).Dimensions;
        ImmutableArray<int> axes = (node.Opset < 13 ? node.Attributes.Ints("axes") : node.Integers(1, "axes")) is { } named
            ? node.Axes(named, input.Length)
            : [.. Enumerable.Range(0, input.Length).Where(axis => input[axis] == 1)];
        if (axes.Any(axis => input[axis] != 1))
            throw node.Damaged($"it squeezes an axis of [{string.Join(", ", input)}] that is not 1");
        Restructuring.Output(node, [.. input.Where((_, axis) => !axes.Contains(axis)).Select(dimension => (long)dimension)]);
    }
}
