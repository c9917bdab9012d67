using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>Comparisons, operations on truth values, choices and conversions, on elements as the file has them.</summary>
internal static class ChoiceImport
{
    public static void Equal(TfLiteNode node) => Compare(node, BuiltinOptions.Equal, Comparison.Equal);

    /// <summary>NOT_EQUAL: what EQUAL is not.</summary>
    public static void NotEqual(TfLiteNode node)
    {
        (Tensor left, Tensor right) = Operands(node, BuiltinOptions.NotEqual);
        node.RequireOutput(ElementType.Bool);
        node.Add(0, new Logical(LogicalOperation.Xor), node.AddIntermediate(new Compare(Comparison.Equal), left, right), True(node));
    }

    public static void Greater(TfLiteNode node) => Compare(node, BuiltinOptions.Greater, Comparison.Greater);

    public static void GreaterEqual(TfLiteNode node) => Compare(node, BuiltinOptions.GreaterEqual, Comparison.GreaterOrEqual);

    public static void Less(TfLiteNode node) => Compare(node, BuiltinOptions.Less, Comparison.Greater, isSwapped: true);

    public static void LessEqual(TfLiteNode node) => Compare(node, BuiltinOptions.LessEqual, Comparison.GreaterOrEqual, isSwapped: true);

    public static void And(TfLiteNode node) => Combine(node, BuiltinOptions.LogicalAnd, LogicalOperation.And);

    public static void Or(TfLiteNode node) => Combine(node, BuiltinOptions.LogicalOr, LogicalOperation.Or);

    /// <summary>LOGICAL_NOT: an exclusive or with true.</summary>
    public static void Not(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.LogicalNot, knownFields: 0);
        node.RequireOutput(ElementType.Bool);
        node.Add(0, new Logical(LogicalOperation.Xor), Truth(node, 0), True(node));
    }

    /// <summary>SELECT: all of one shape, or one condition for each element of the first axis.</summary>
    public static void Select(TfLiteNode node)
    {
        node.Expect(inputs: 3);
        node.Options(BuiltinOptions.Select, knownFields: 0);
        Tensor condition = Truth(node, 0), left = node.Data(1), right = node.Data(2);
        if (left.Shape != right.Shape) throw node.Damaged($"chooses between the shapes {left.Shape} and {right.Shape}");
        if (condition.Shape != left.Shape && condition.Shape.Rank == 1 && left.Shape.Rank > 1 && condition.Shape[0] == left.Shape[0])
        {
            var shape = new Shape([condition.Shape[0], .. Enumerable.Repeat(1, left.Shape.Rank - 1)]);
            condition = node.AddIntermediate(new Reshape(shape), condition);
        }
        else if (condition.Shape != left.Shape && condition.Shape.ElementCount != 1)
        {
            throw node.Damaged($"chooses by a condition of shape {condition.Shape} between {left.Shape}");
        }

        Choose(node, condition, left, right);
    }

    /// <summary>SELECT_V2: condition and both sides broadcast.</summary>
    public static void SelectV2(TfLiteNode node)
    {
        node.Expect(inputs: 3);
        node.Options(BuiltinOptions.SelectV2, knownFields: 0);
        Tensor condition = Truth(node, 0), left = node.Data(1), right = node.Data(2);
        node.RequireBroadcast(left, right);
        node.RequireBroadcast(condition, left);
        node.RequireBroadcast(condition, right);
        Choose(node, condition, left, right);
    }

    /// <summary>CAST: the output's type says to what; options repeat both types.</summary>
    public static void Cast(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Cast, knownFields: 2);
        Tensor x = node.Data(0);
        ElementType type = node.Tensors.ActivationType(node.Source.Outputs[0]);
        if (x.Type == ElementType.Float16 || type == ElementType.Float16) throw node.NotSupported("from or to FLOAT16", "Supported are FLOAT32, BOOL and integers of 8 to 64 bits.");
        node.Add(0, new Cast(type), x);
    }

    private static void Choose(TfLiteNode node, Tensor condition, Tensor left, Tensor right)
    {
        if (left.Type != right.Type) throw node.Damaged($"chooses between {left.Type} and {right.Type}");
        node.RequireOutput(left.Type);
        Tensor output = node.Add(0, new Where(), condition, left, right);
        if (!TfLiteNode.AreQuantizedAlike(left, output) || !TfLiteNode.AreQuantizedAlike(right, output))
        {
            throw node.NotSupported("between different scales or zero points", "Both sides and the output must be quantized alike.");
        }
    }

    private static void Compare(TfLiteNode node, BuiltinOptions options, Comparison relation, bool isSwapped = false)
    {
        (Tensor left, Tensor right) = Operands(node, options);
        node.RequireOutput(ElementType.Bool);
        Tensor[] operands = isSwapped ? [right, left] : [left, right];
        node.Add(0, new Compare(relation), operands);
    }

    private static (Tensor Left, Tensor Right) Operands(TfLiteNode node, BuiltinOptions options)
    {
        node.Expect(inputs: 2);
        node.Options(options, knownFields: 0);
        Tensor left = node.Data(0), right = node.Data(1);
        if (left.Type != right.Type) throw node.Damaged($"compares {left.Type} with {right.Type}");
        if (left.Type == ElementType.Float16) throw node.NotSupported("on FLOAT16", "Supported are FLOAT32, BOOL and integers of 8 to 64 bits.");
        if (!TfLiteNode.AreQuantizedAlike(left, right)) throw node.NotSupported("of different scales or zero points", "Both sides must be quantized alike.");
        node.RequireBroadcast(left, right);
        return (left, right);
    }

    private static void Combine(TfLiteNode node, BuiltinOptions options, LogicalOperation operation)
    {
        node.Expect(inputs: 2);
        node.Options(options, knownFields: 0);
        Tensor left = Truth(node, 0), right = Truth(node, 1);
        node.RequireBroadcast(left, right);
        node.RequireOutput(ElementType.Bool);
        node.Add(0, new Logical(operation), left, right);
    }

    private static Tensor Truth(TfLiteNode node, int index)
    {
        Tensor tensor = node.Data(index);
        return tensor.Type == ElementType.Bool ? tensor : throw node.Damaged($"reads '{tensor.Name}' of type {tensor.Type} where Bool belongs");
    }

    private static Tensor True(TfLiteNode node) => Tensor.Constant<byte>($"{node.Source.Name}/true", ElementType.Bool, Shape.Scalar, [1]);
}
