using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>CONCATENATION along an axis.</summary>
internal static class ConcatenationImport
{
    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 1, optionalInputs: int.MaxValue - 1);
        FlatTable options = node.Options(BuiltinOptions.Concatenation, knownFields: 2);
        if (!node.Activation(options.Byte(1)).IsNone)
        {
            throw node.NotSupported("with a fused activation", "The activation must be an operator of its own.");
        }

        if (Enumerable.Range(0, node.InputCount).Any(i => !node.HasInput(i))) throw node.Damaged($"lacks an input");
        Tensor[] inputs = [.. Enumerable.Range(0, node.InputCount).Select(node.Data)];
        Shape first = inputs[0].Shape;
        int axis = node.Axes([options.Int32(0)], first.Rank)[0];
        long length = 0;
        foreach (Tensor input in inputs)
        {
            if (input.Shape.Rank != first.Rank || input.Shape.With(axis, 1) != first.With(axis, 1))
            {
                throw node.Damaged($"joins shapes {first} and {input.Shape} along axis {axis}");
            }

            length += input.Shape[axis];
        }

        if (length > int.MaxValue) throw node.Damaged($"joins {length} elements along axis {axis}");
        node.AddMove(new Concat(axis), inputs);
    }
}
