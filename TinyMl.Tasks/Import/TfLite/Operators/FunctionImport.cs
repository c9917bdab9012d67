using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>Functions of one real number. Those that are products or clamps become such.</summary>
internal static class FunctionImport
{
    public static void Abs(TfLiteNode node) => Import(node, new Abs(), BuiltinOptions.Abs);

    public static void Ceil(TfLiteNode node) => Import(node, new Ceil());

    public static void Cos(TfLiteNode node) => Import(node, new Cos(), BuiltinOptions.Cos);

    public static void Elu(TfLiteNode node) => Import(node, new Elu(1));

    public static void Exp(TfLiteNode node) => Import(node, new Exp(), BuiltinOptions.Exp);

    public static void Floor(TfLiteNode node) => Import(node, new Floor());

    public static void Gelu(TfLiteNode node) =>
        Import(node, new Gelu(node.Options(BuiltinOptions.Gelu, knownFields: 1).Boolean(0)), BuiltinOptions.Gelu, knownFields: 1);

    public static void Log(TfLiteNode node) => Import(node, new Log());

    public static void Relu0To1(TfLiteNode node) => Import(node, new Clamp(new ActivationRange(0, 1)));

    public static void Round(TfLiteNode node) => Import(node, new Round());

    public static void Rsqrt(TfLiteNode node) => Import(node, new Rsqrt());

    public static void Sign(TfLiteNode node) => Import(node, new Sign(), BuiltinOptions.Sign);

    public static void Sin(TfLiteNode node) => Import(node, new Sin());

    public static void Sqrt(TfLiteNode node) => Import(node, new Sqrt());

    /// <summary>NEG: a product with -1; TensorFlow Lite has no quantized one.</summary>
    public static void Neg(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Neg, knownFields: 0);
        if (node.IsInteger) throw node.NotSupported("on quantized values", "Supported is FLOAT32.");
        node.AddSameType(new Mul(ActivationRange.None), node.Value(0), Tensor.Constant($"{node.Source.Name}/minus_one", Shape.Scalar, [-1f]));
    }

    /// <summary>SQUARE: a product with itself.</summary>
    public static void Square(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Square, knownFields: 0);
        node.AddSameType(new Mul(ActivationRange.None), node.Value(0), node.Value(0));
    }

    private static void Import(TfLiteNode node, Operator @operator, BuiltinOptions options = BuiltinOptions.None, int knownFields = 0)
    {
        node.Expect(inputs: 1);
        node.Options(options, knownFields);
        node.AddSameType(@operator, node.Value(0));
    }
}
