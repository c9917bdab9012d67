using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The way of an operator over one axis to the last one, along which our operators go, and back.</summary>
internal static class LastAxis
{
    /// <summary>Makes a row-wise operator over an axis the output of a node.</summary>
    public static void Output(OnnxNode node, RowWise @operator, Tensor x, int axis)
    {
        int last = x.Shape.Rank - 1;
        if (axis == last)
        {
            node.Output(@operator, x);
        }
        else if (x.Shape.Skip(axis + 1).All(dimension => dimension == 1))
        {
            OutputFrom(node, @operator, x, axis);
        }
        else
        {
            ImmutableArray<int> swap = Permutation.Identity(x.Shape.Rank).SetItem(axis, last).SetItem(last, axis);
            node.Output(new Transpose(swap), node.Emit(@operator, node.Emit(new Transpose(swap), x)));
        }
    }

    /// <summary>Makes a row-wise operator over all axes from one on, as if they were one, the output of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operator">The operator.</param>
    /// <param name="x">Its first input.</param>
    /// <param name="axis">The first of the axes; the rank for none.</param>
    /// <param name="parameters">The operator's further inputs, of as many elements as a row.</param>
    public static void OutputFrom(OnnxNode node, RowWise @operator, Tensor x, int axis, params Tensor[] parameters)
    {
        if (axis == x.Shape.Rank - 1)
        {
            node.Output(@operator, [x, .. parameters]);
            return;
        }

        Shape rows = new(ElementCount.Of(x.Shape.Take(axis)), ElementCount.Of(x.Shape.Skip(axis)));
        node.Output(new Reshape(x.Shape), node.Emit(@operator, [node.Emit(new Reshape(rows), x), .. parameters]));
    }
}
