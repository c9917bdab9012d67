using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Gather, at indices that are constant or computed, GatherElements and GatherND.</summary>
internal static class GatherImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        int axis = node.Axis(node.Attributes.Int("axis") ?? 0, shape.Length);
        if (node.Input(1).Constant is not { } indices)
        {
            node.Output(new Gather(axis, BatchDimensions: 0), node.Data(0), Indices(node));
            return;
        }

        var places = new int[]?[shape.Length];
        places[axis] = [.. node.Integers(1, "indices")!.Select(place => node.Axis(place, shape[axis]))];
        long[] dimensions = [.. shape.Take(axis), .. indices.Dimensions, .. shape.Skip(axis + 1)];
        if (node.Input(0).Constant is { } data)
        {
            node.Output(Selection.Of(node, data, places).Reshaped([.. dimensions.Select(dimension => (int)dimension)]));
            return;
        }

        Selection.RequireElements(node, places);
        Tensor x = node.Input(0).Activation!;
        Operator selection = AxisSelection.Of("Gather", x.Shape, places);
        if (indices.Dimensions.Length == 1) node.Output(selection, x);
        else node.Output(new Reshape(node.Shape(dimensions)), node.Emit(selection, x));
    }

    public static void ImportElements(OnnxNode node)
    {
        node.Expect(2, 2);
        Tensor x = node.Data(0), indices = Indices(node);
        int axis = node.Axis(node.Attributes.Int("axis") ?? 0, x.Shape.Rank);
        bool fits = indices.Shape.Rank == x.Shape.Rank && indices.Shape.Select((count, i) => i == axis || count <= x.Shape[i]).All(isWithin => isWithin);
        if (!fits) throw node.Damaged($"its indices {indices.Shape} do not go with its input {x.Shape}");
        node.Output(new GatherElements(axis), x, indices);
    }

    public static void ImportND(OnnxNode node)
    {
        node.Expect(2, 2);
        Tensor x = node.Data(0), indices = Indices(node);
        long shared = node.Attributes.Int("batch_dims") ?? 0;
        bool fits = shared >= 0 && shared < indices.Shape.Rank && shared < x.Shape.Rank
            && indices.Shape[-1] <= x.Shape.Rank - shared && x.Shape.Take((int)shared).SequenceEqual(indices.Shape.Take((int)shared));
        if (!fits) throw node.Damaged($"its indices {indices.Shape} do not go with its input {x.Shape} and {shared} shared axes");
        node.Output(new GatherND((int)shared), x, indices);
    }

    private static Tensor Indices(OnnxNode node)
    {
        Tensor indices = node.Data(1);
        return indices.Type is ElementType.Int32 or ElementType.Int64
            ? indices
            : throw node.Unsupported($"its indices '{node.InputName(1)}' are of the type {indices.Type}; they must be Int32 or Int64");
    }
}
