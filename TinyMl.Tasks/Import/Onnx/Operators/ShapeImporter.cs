using System;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Shape: known at import, as all shapes are; from opset 15 on, a part of it.</summary>
internal static class ShapeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        int start = Bound(node.Attributes.Int("start") ?? 0), end = Bound(node.Attributes.Int("end") ?? shape.Length);
        node.Output(OnnxConstant.Vector([.. shape.Skip(start).Take(end - start).Select(dimension => (long)dimension)]));

        int Bound(long bound) => (int)Math.Clamp(bound < 0 ? bound + shape.Length : bound, 0, shape.Length);
    }
}
