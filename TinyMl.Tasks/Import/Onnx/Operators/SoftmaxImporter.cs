using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Softmax: over one axis from opset 13 on; before, over all axes from the given one on.</summary>
internal static class SoftmaxImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank == 0) throw node.Damaged("its input is a scalar");
        int axis = node.Axis(node.Attributes.Int("axis") ?? (node.Opset < 13 ? 1 : -1), x.Shape.Rank);
        var softmax = new Softmax(1);
        if (axis == x.Shape.Rank - 1)
        {
            node.Output(softmax, x);
        }
        else if (node.Opset < 13 || x.Shape.Skip(axis + 1).All(dimension => dimension == 1))
        {
            Shape rows = new(ElementCount.Of(x.Shape.Take(axis)), ElementCount.Of(x.Shape.Skip(axis)));
            node.Output(new Reshape(x.Shape), node.Emit(softmax, node.Emit(new Reshape(rows), x)));
        }
        else
        {
            int last = x.Shape.Rank - 1;
            ImmutableArray<int> swap = Permutation.Identity(x.Shape.Rank).SetItem(axis, last).SetItem(last, axis);
            node.Output(new Transpose(swap), node.Emit(softmax, node.Emit(new Transpose(swap), x)));
        }
    }
}
