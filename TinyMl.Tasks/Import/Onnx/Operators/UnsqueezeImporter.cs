using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Unsqueeze: axes, counted in the output, are an attribute before opset 13 and a constant input from there
/// on.</summary>
internal static class UnsqueezeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(node.Opset < 13 ? 1 : 2, node.Opset < 13 ? 1 : 2);
        long[] named = (node.Opset < 13 ? node.Attributes.Ints("axes") : node.Integers(1, "axes"))
            ?? throw node.Damaged("its axes are missing");
        List<long> dimensions = [.. node.Input(0).Dimensions.Select(dimension => (long)dimension)];
        ImmutableArray<int> axes = node.Axes(named, dimensions.Count + named.Length);
        foreach (int axis in axes) dimensions.Insert(axis, 1);
        Restructuring.Output(node, dimensions);
    }
}
