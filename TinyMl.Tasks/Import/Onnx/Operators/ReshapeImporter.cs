using System;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Reshape to a constant shape: 0 keeps the input's dimension (unless allowzero is set), -1 is what remains.</summary>
internal static class ReshapeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        ImmutableArray<int> input = node.Input(0).Dimensions;
        long[] shape = [.. node.Integers(1, "shape")!];
        bool allowZero = node.Opset >= 14 && node.Attributes.Int("allowzero") is { } allow && allow != 0;
        for (int i = 0; i < shape.Length && !allowZero; i++)
        {
            if (shape[i] != 0) continue;
            if (i >= input.Length)
                throw node.Damaged($"dimension {i} of its shape is 0, and its input has {input.Length} dimensions");
            shape[i] = input[i];
        }

        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            int elements = ElementCount.Of(input);
            int others = ElementCount.Asked(shape.Where((_, axis) => axis != open));
            if (others <= 0 || elements % others != 0)
                throw node.Damaged($"its input [{string.Join(", ", input)}] cannot have the shape [{string.Join(", ", shape)}]");
            shape[open] = elements / others;
        }

        Restructuring.Output(node, shape);
    }
}
