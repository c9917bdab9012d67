using System;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>ADD, SUB and MUL, broadcast. The option pot_scale_int16 (field 1) speaks of int16 activations only.</summary>
internal static class BinaryImport
{
    public static void Add(TfLiteNode node) =>
        Import(node, BuiltinOptions.Add, knownFields: 2, activation => new Add(activation));

    public static void Sub(TfLiteNode node) =>
        Import(node, BuiltinOptions.Sub, knownFields: 2, activation => new Sub(activation));

    public static void Mul(TfLiteNode node) =>
        Import(node, BuiltinOptions.Mul, knownFields: 1, activation => new Mul(activation));

    private static void Import(TfLiteNode node, BuiltinOptions type, int knownFields, Func<ActivationRange, Binary> create)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(type, knownFields);
        Tensor left = node.Value(0), right = node.Value(1);
        for (int i = 1; i <= Math.Min(left.Shape.Rank, right.Shape.Rank); i++)
        {
            if (left.Shape[-i] != right.Shape[-i] && left.Shape[-i] != 1 && right.Shape[-i] != 1)
            {
                throw node.Damaged($"combines shapes {left.Shape} and {right.Shape}");
            }
        }

        node.AddSameType(create(node.Activation(options.Byte(0))), left, right);
    }
}
