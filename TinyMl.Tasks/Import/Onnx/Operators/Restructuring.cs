using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The common end of the operators that give the elements of their first input another shape.</summary>
internal static class Restructuring
{
    /// <summary>Makes the first input, under another shape, the output of a node.</summary>
    public static void Output(OnnxNode node, IReadOnlyList<long> dimensions)
    {
        OnnxValue input = node.Input(0);
        long elements = input.Dimensions.Aggregate(1L, (product, dimension) => product * dimension);
        long wanted = dimensions.Aggregate(1L, (product, dimension) => dimension is < 0 or > int.MaxValue || product > int.MaxValue ? -1 : product * dimension);
        if (wanted != elements) throw node.Damaged($"its input [{string.Join(", ", input.Dimensions)}] cannot have the shape [{string.Join(", ", dimensions)}]");

        if (input.Constant is { } constant)
        {
            node.Output(constant.Reshaped([.. dimensions.Select(dimension => (int)dimension)]));
        }
        else
        {
            node.Output(new Reshape(node.Shape(dimensions)), input.Activation!);
        }
    }
}
