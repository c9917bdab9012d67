using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Gather from a constant, as exporters use it to take a dimension out of a shape.</summary>
internal static class GatherImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        OnnxConstant data = node.Constant(0, "data"), indices = node.Constant(1, "indices");
        long[] places = node.Integers(1, "indices")!;
        ImmutableArray<int> shape = data.Dimensions;
        int axis = node.Axis(node.Attributes.Int("axis") ?? 0, shape.Length);
        int[] positions = [.. places.Select(place => node.Axis(place, shape[axis]))];

        int outer = ElementCount.Of(shape.Take(axis)), inner = ElementCount.Of(shape.Skip(axis + 1));
        node.Reserve([outer, inner, positions.Length]);
        int[] sources =
        [
            .. from o in Enumerable.Range(0, outer)
               from position in positions
               from i in Enumerable.Range(0, inner)
               select (((o * shape[axis]) + position) * inner) + i,
        ];
        node.Output(data.Select([.. shape.Take(axis), .. indices.Dimensions, .. shape.Skip(axis + 1)], sources));
    }
}
