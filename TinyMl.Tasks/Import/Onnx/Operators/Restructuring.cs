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
        if (ElementCount.Asked(dimensions) != ElementCount.Of(input.Dimensions))
        {
            string from = string.Join(", ", input.Dimensions), to = string.Join(", ", dimensions);
            throw node.Damaged($"its input [{from}] cannot have the shape [{to}]");
        }

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
