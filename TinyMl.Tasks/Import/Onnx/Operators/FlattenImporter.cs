using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Flatten to two dimensions, split at an axis.</summary>
internal static class FlattenImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        ImmutableArray<int> input = node.Input(0).Dimensions;
        long axis = node.Attributes.Int("axis") ?? 1;
        int split = axis == input.Length ? input.Length : node.Axis(axis, input.Length);
        Restructuring.Output(node, [ElementCount.Of(input.Take(split)), ElementCount.Of(input.Skip(split))]);
    }
}
