using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Comparisons, operations on truth values, and Where; of constants they are computed here.</summary>
internal static class ChoiceImporter
{
    public static void ImportEqual(OnnxNode node) => Compare(node, Comparison.Equal, isSwapped: false, (a, b) => a == b, (a, b) => a == b);

    public static void ImportGreater(OnnxNode node) => Compare(node, Comparison.Greater, isSwapped: false, (a, b) => a > b, (a, b) => a > b);

    public static void ImportGreaterOrEqual(OnnxNode node) => Compare(node, Comparison.GreaterOrEqual, isSwapped: false, (a, b) => a >= b, (a, b) => a >= b);

    public static void ImportLess(OnnxNode node) => Compare(node, Comparison.Greater, isSwapped: true, (a, b) => a < b, (a, b) => a < b);

    public static void ImportLessOrEqual(OnnxNode node) => Compare(node, Comparison.GreaterOrEqual, isSwapped: true, (a, b) => a <= b, (a, b) => a <= b);

    public static void ImportAnd(OnnxNode node) => Combine(node, LogicalOperation.And, (a, b) => a & b);

    public static void ImportOr(OnnxNode node) => Combine(node, LogicalOperation.Or, (a, b) => a | b);

    public static void ImportXor(OnnxNode node) => Combine(node, LogicalOperation.Xor, (a, b) => a ^ b);

    /// <summary>Not is an exclusive or with true.</summary>
    public static void ImportNot(OnnxNode node)
    {
        node.Expect(1, 1);
        if (node.Input(0).Constant is { } constant)
        {
            long[] values = constant.Type == DataType.Bool ? constant.Integers()! : throw node.Damaged($"its input is of the type {constant.Type}, not Bool");
            node.Reserve(constant.Count);
            node.Output(new OnnxConstant(DataType.Bool, constant.Dimensions, Array.ConvertAll(values, value => 1 - value)));
            return;
        }

        Tensor truth = Tensor.Constant<byte>($"{node.Name}/true", ElementType.Bool, Shape.Scalar, [1]);
        node.Output(new Logical(LogicalOperation.Xor), Operand(node, 0, ElementType.Bool), truth);
    }

    public static void ImportWhere(OnnxNode node)
    {
        node.Expect(3, 3);
        if (node.IsConstant)
        {
            node.Output(OfConstants(node));
            return;
        }

        Tensor left = node.Data(1);
        node.Output(new Where(), Operand(node, 0, ElementType.Bool), left, Operand(node, 2, left.Type));
    }

    private static void Compare(OnnxNode node, Comparison relation, bool isSwapped, Func<long, long, bool> integers, Func<double, double, bool> reals)
    {
        node.Expect(2, 2);
        if (node.IsConstant)
        {
            node.Output(ConstantArithmetic.Compute(node, (a, b) => integers(a, b) ? 1 : 0, (a, b) => reals(a, b) ? 1 : 0).Cast(DataType.Bool));
            return;
        }

        Tensor left = node.Data(0), right = Operand(node, 1, left.Type);
        Tensor[] operands = isSwapped ? [right, left] : [left, right];
        node.Output(new Compare(relation), operands);
    }

    private static void Combine(OnnxNode node, LogicalOperation operation, Func<long, long, long> function)
    {
        node.Expect(2, 2);
        if (node.IsConstant)
        {
            node.Output(ConstantArithmetic.Compute(node, function, (_, _) => throw node.Damaged("its inputs are not truth values")));
            return;
        }

        node.Output(new Logical(operation), Operand(node, 0, ElementType.Bool), Operand(node, 1, ElementType.Bool));
    }

    private static Tensor Operand(OnnxNode node, int input, ElementType type)
    {
        Tensor tensor = node.Data(input);
        return tensor.Type == type ? tensor : throw node.Damaged($"its input '{node.InputName(input)}' is of the type {tensor.Type}, not {type}");
    }

    private static OnnxConstant OfConstants(OnnxNode node)
    {
        OnnxConstant condition = node.Constant(0, "condition"), left = node.Constant(1, "left side"), right = node.Constant(2, "right side");
        if (condition.Type != DataType.Bool) throw node.Damaged($"its condition is of the type {condition.Type}");
        if (left.Type != right.Type) throw node.Damaged($"its inputs are of the types {left.Type} and {right.Type}");

        ImmutableArray<int> dimensions = ConstantArithmetic.Broadcast(node, condition.Dimensions, ConstantArithmetic.Broadcast(node, left.Dimensions, right.Dimensions));
        int count = node.Reserve(dimensions.Select(dimension => (long)dimension));
        int[] c = ConstantArithmetic.Indices(condition.Dimensions, dimensions, count);
        int[] l = ConstantArithmetic.Indices(left.Dimensions, dimensions, count), r = ConstantArithmetic.Indices(right.Dimensions, dimensions, count);
        OnnxConstant both = OnnxConstant.Concatenate([left.Reshaped([left.Count]), right.Reshaped([right.Count])], 0, [left.Count + right.Count]);
        long[] conditions = condition.Integers()!;
        return both.Select(dimensions, [.. c.Select((place, i) => conditions[place] != 0 ? l[i] : left.Count + r[i])]);
    }
}
