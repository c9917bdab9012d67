using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Concat of activations, or of constants, which is computed here.</summary>
internal static class ConcatImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(node.InputCount, node.InputCount);
        if (node.InputCount == 0) throw node.Damaged("it has no inputs");
        IEnumerable<int> all = Enumerable.Range(0, node.InputCount);
        ImmutableArray<ImmutableArray<int>> shapes = [.. all.Select(i => node.Input(i).Dimensions)];
        int rank = shapes[0].Length;
        int axis = node.Axis(node.Attributes.Int("axis") ?? throw node.Damaged("its attribute 'axis' is missing"), rank);
        foreach (ImmutableArray<int> shape in shapes)
        {
            if (shape.Length != rank || Enumerable.Range(0, rank).Any(i => i != axis && shape[i] != shapes[0][i]))
                throw node.Damaged($"its inputs {Text(shapes[0])} and {Text(shape)} differ in more than axis {axis}");
        }

        if (node.InputCount == 1)
        {
            node.Output(node.Input(0));
        }
        else if (node.IsConstant)
        {
            node.Output(Concatenate(node, axis, shapes));
        }
        else
        {
            Tensor[] inputs = [.. all.Select(node.Data)];
            node.Output(new Graphs.Operators.Concat(axis), inputs);
        }
    }

    private static string Text(ImmutableArray<int> shape) => $"[{string.Join(", ", shape)}]";

    private static OnnxConstant Concatenate(OnnxNode node, int axis, ImmutableArray<ImmutableArray<int>> shapes)
    {
        OnnxConstant[] constants = [.. Enumerable.Range(0, node.InputCount).Select(i => node.Constant(i, "input"))];
        if (constants.Any(constant => constant.Type != constants[0].Type))
            throw node.Damaged("its inputs are of different types");

        long along = shapes.Sum(shape => (long)shape[axis]);
        node.Reserve([along, .. shapes[0].RemoveAt(axis).Select(dimension => (long)dimension)]);
        return OnnxConstant.Concatenate(constants, axis, shapes[0].SetItem(axis, (int)along));
    }
}
