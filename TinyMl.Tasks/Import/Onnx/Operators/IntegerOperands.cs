using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The operands of arithmetic, which may be integers as they stand: all of one type.</summary>
internal static class IntegerOperands
{
    /// <summary>An input of real numbers, or of integers, constant or not.</summary>
    public static Tensor Number(OnnxNode node, int input)
    {
        ElementType? type = node.Input(input) is { Constant: { } constant } ? OnnxConstant.ElementTypeOf(constant.Type) : node.Input(input).Activation!.Type;
        return type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 ? node.Data(input) : node.Tensor(input);
    }

    /// <summary>Checks that two operands are of one type.</summary>
    public static void RequireSameType(OnnxNode node, Tensor left, Tensor right)
    {
        if (left.Type != right.Type) throw node.Damaged($"its inputs are of the types {left.Type} and {right.Type}");
    }
}
