using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Add, Sub, Mul, Div and Neg, with NumPy's broadcasting; between constants they are computed here.</summary>
internal static class ArithmeticImporter
{
    public static void ImportAdd(OnnxNode node) =>
        Import(node, new Add(ActivationRange.None), commutes: true, (a, b) => checked(a + b), (a, b) => a + b);

    public static void ImportSub(OnnxNode node) =>
        Import(node, new Sub(ActivationRange.None), commutes: false, (a, b) => checked(a - b), (a, b) => a - b);

    public static void ImportMul(OnnxNode node) =>
        Import(node, new Mul(ActivationRange.None), commutes: true, (a, b) => checked(a * b), (a, b) => a * b);

    /// <summary>A division by a constant is a product with its reciprocals.</summary>
    public static void ImportDiv(OnnxNode node)
    {
        if (node.InputCount != 2 || node.IsConstant || node.Input(1).Constant is not { IsInteger: false } constant)
        {
            Import(node, new Div(ActivationRange.None), commutes: false, (a, b) => a / b, (a, b) => a / b);
            return;
        }

        Tensor divisor = node.FloatTensor(node.InputName(1), constant);
        float[] reciprocals = [.. divisor.Values<float>().ToArray().Select(value => 1 / value)];
        if (Array.Exists(reciprocals, value => !float.IsFinite(value))) throw node.Damaged("it divides by 0");
        node.Output(new Mul(ActivationRange.None), node.Tensor(0), Tensor.Constant(divisor.Name, divisor.Shape, reciprocals));
    }

    /// <summary>A negation is a product with -1.</summary>
    public static void ImportNeg(OnnxNode node)
    {
        node.Expect(1, 1);
        if (node.Input(0).Constant is { } constant)
        {
            node.Reserve(constant.Count);
            node.Output(constant.Integers() is { } integers
                ? new OnnxConstant(constant.Type, constant.Dimensions, Array.ConvertAll(integers, value => -value))
                : new OnnxConstant(DataType.Double, constant.Dimensions, Array.ConvertAll(constant.Reals(), value => -value)).Cast(constant.Type));
            return;
        }

        Tensor x = IntegerOperands.Number(node, 0);
        string name = $"{node.Name}/minus_one";
        Tensor minusOne = x.Type == ElementType.Float32
            ? Tensor.Constant(name, Shape.Scalar, [-1f])
            : new OnnxConstant(OnnxConstant.DataTypeOf(x.Type), [], new long[] { -1 }).ToTensor(name);
        node.Output(new Mul(ActivationRange.None), x, minusOne);
    }

    private static void Import(
        OnnxNode node, Operator @operator, bool commutes, Func<long, long, long> integers, Func<double, double, double> reals)
    {
        node.Expect(2, 2);
        if (node.IsConstant)
        {
            node.Output(ConstantArithmetic.Compute(node, integers, reals));
            return;
        }

        // A constant stands on the right where that is the same.
        Tensor left = IntegerOperands.Number(node, 0), right = IntegerOperands.Number(node, 1);
        IntegerOperands.RequireSameType(node, left, right);
        node.Output(@operator, commutes && left.IsConstant ? [right, left] : [left, right]);
    }
}
