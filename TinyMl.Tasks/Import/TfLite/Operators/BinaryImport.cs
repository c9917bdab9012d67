using System;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>Arithmetic of two tensors, broadcast. The option pot_scale_int16 (field 1) speaks of int16 activations only.</summary>
internal static class BinaryImport
{
    public static void Add(TfLiteNode node) =>
        Import(node, BuiltinOptions.Add, knownFields: 2, activation => new Add(activation));

    public static void Sub(TfLiteNode node) =>
        Import(node, BuiltinOptions.Sub, knownFields: 2, activation => new Sub(activation));

    public static void Mul(TfLiteNode node) =>
        Import(node, BuiltinOptions.Mul, knownFields: 1, activation => new Mul(activation));

    public static void Div(TfLiteNode node) =>
        Import(node, BuiltinOptions.Div, knownFields: 1, activation => new Div(activation));

    public static void Maximum(TfLiteNode node) =>
        Import(node, BuiltinOptions.MaximumMinimum, new Maximum(ActivationRange.None));

    public static void Minimum(TfLiteNode node) =>
        Import(node, BuiltinOptions.MaximumMinimum, new Minimum(ActivationRange.None));

    public static void SquaredDifference(TfLiteNode node) =>
        Import(node, BuiltinOptions.SquaredDifference, new SquaredDifference(ActivationRange.None));

    /// <summary>POW, which TensorFlow Lite has for real values only.</summary>
    public static void Pow(TfLiteNode node)
    {
        if (node.IsInteger) throw node.NotSupported("on quantized values", "Supported is FLOAT32.");
        Import(node, BuiltinOptions.Pow, new Pow(ActivationRange.None));
    }

    /// <summary>FLOOR_MOD: the remainder with the divisor's sign, of real values or integers.</summary>
    public static void FloorMod(TfLiteNode node)
    {
        if (node.IsInteger && !AreNumbers(node)) throw node.NotSupported("on quantized values", "Supported are FLOAT32, INT32 and INT64.");
        Import(node, BuiltinOptions.FloorMod, new Mod(IsFloored: true, ActivationRange.None));
    }

    /// <summary>PRELU: x, and slopes that broadcast to it.</summary>
    public static void PRelu(TfLiteNode node)
    {
        node.Options(BuiltinOptions.None, knownFields: 0);
        node.Expect(inputs: 2);
        Import(node, new PRelu(ActivationRange.None), node.Value(0), node.Widened(1));
    }

    private static void Import(TfLiteNode node, BuiltinOptions type, int knownFields, Func<ActivationRange, Binary> create)
    {
        FlatTable options = node.Options(type, knownFields);
        Import(node, create(node.Activation(options.Byte(0))));
    }

    private static void Import(TfLiteNode node, BuiltinOptions type, Binary @operator)
    {
        node.Options(type, knownFields: 0);
        Import(node, @operator);
    }

    private static void Import(TfLiteNode node, Binary @operator)
    {
        node.Expect(inputs: 2);
        if (@operator.ComputesIntegers && AreNumbers(node))
        {
            ImportIntegers(node, @operator);
            return;
        }

        Import(node, @operator, node.Value(0), node.Value(1));
    }

    private static void Import(TfLiteNode node, Binary @operator, Tensor left, Tensor right)
    {
        node.RequireBroadcast(left, right);
        node.AddSameType(@operator, left, right);
    }

    /// <summary>Whether the operator computes with integers that have no scale.</summary>
    private static bool AreNumbers(TfLiteNode node) => node.InputCount == 2 && node.Data(0) is { Type: ElementType.Int32 or ElementType.Int64, Quantization: null };

    private static void ImportIntegers(TfLiteNode node, Binary @operator)
    {
        Tensor left = node.Data(0), right = node.Data(1);
        if (left.Type != right.Type) throw node.Damaged($"computes with {left.Type} and {right.Type}");
        if (!@operator.Activation.IsNone) throw node.NotSupported("of integers with a fused activation", "The activation must be NONE.");
        node.RequireBroadcast(left, right);
        node.RequireOutput(left.Type);
        node.Add(0, @operator, left, right);
    }
}
