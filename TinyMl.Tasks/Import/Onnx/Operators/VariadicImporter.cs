using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Max, Min, Sum and Mean of any number of tensors, broadcast, as a chain of operators of two.</summary>
internal static class VariadicImporter
{
    public static void ImportMax(OnnxNode node) => Import(node, new Maximum(ActivationRange.None), Math.Max, Math.Max);

    public static void ImportMin(OnnxNode node) => Import(node, new Minimum(ActivationRange.None), Math.Min, Math.Min);

    public static void ImportSum(OnnxNode node) => Import(node, new Add(ActivationRange.None), (a, b) => checked(a + b), (a, b) => a + b);

    /// <summary>The sum, times the reciprocal of the number of inputs.</summary>
    public static void ImportMean(OnnxNode node)
    {
        RequireInputs(node);
        Tensor sum = node.Tensor(0);
        for (int i = 1; i < node.InputCount; i++) sum = node.Emit(new Add(ActivationRange.None), sum, node.Tensor(i));
        node.Output(new Mul(ActivationRange.None), sum, Tensor.Constant($"{node.Name}/share", Shape.Scalar, [1f / node.InputCount]));
    }

    private static void Import(OnnxNode node, Binary @operator, Func<long, long, long> integers, Func<double, double, double> reals)
    {
        RequireInputs(node);
        if (node.InputCount == 1)
        {
            node.Output(node.Input(0));
            return;
        }

        if (node.IsConstant && node.InputCount == 2)
        {
            node.Output(ConstantArithmetic.Compute(node, integers, reals));
            return;
        }

        Tensor[] operands = [.. Enumerable.Range(0, node.InputCount).Select(i => IntegerOperands.Number(node, i))];
        foreach (Tensor operand in operands) IntegerOperands.RequireSameType(node, operands[0], operand);
        Tensor result = operands[0];
        foreach (Tensor operand in operands[1..^1]) result = node.Emit(@operator, result, operand);
        node.Output(@operator, result, operands[^1]);
    }

    private static void RequireInputs(OnnxNode node)
    {
        if (node.InputCount == 0) throw node.Damaged("it has no inputs");
        node.Expect(node.InputCount, node.InputCount);
    }
}
