using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Max, Min, Sum and Mean of any number of tensors, broadcast, as a chain of operators of two.</summary>
internal static class VariadicImporter
{
    public static void ImportMax(OnnxNode node) =>
        Import(node, Math.Max, Math.Max, Limit(new Maximum(ActivationRange.None), bound => new ActivationRange(bound, float.PositiveInfinity)));

    public static void ImportMin(OnnxNode node) =>
        Import(node, Math.Min, Math.Min, Limit(new Minimum(ActivationRange.None), bound => new ActivationRange(float.NegativeInfinity, bound)));

    public static void ImportSum(OnnxNode node) =>
        Import(node, (a, b) => checked(a + b), (a, b) => a + b, (left, right) => (new Add(ActivationRange.None), [left, right]));

    /// <summary>The sum, times the reciprocal of the number of inputs.</summary>
    public static void ImportMean(OnnxNode node)
    {
        RequireInputs(node);
        Tensor sum = node.Tensor(0);
        for (int i = 1; i < node.InputCount; i++) sum = node.Emit(new Add(ActivationRange.None), sum, node.Tensor(i));
        node.Output(new Mul(ActivationRange.None), sum, Tensor.Constant($"{node.Name}/share", Shape.Scalar, [1f / node.InputCount]));
    }

    private static void Import(
        OnnxNode node, Func<long, long, long> integers, Func<double, double, double> reals, Func<Tensor, Tensor, (Operator Operator, Tensor[] Inputs)> combine)
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

        Tensor result = node.Tensor(0);
        for (int i = 1; i < node.InputCount; i++)
        {
            (Operator @operator, Tensor[] inputs) = combine(result, node.Tensor(i));
            if (i == node.InputCount - 1) node.Output(@operator, inputs);
            else result = node.Emit(@operator, inputs);
        }
    }

    /// <summary>An operator of two tensors, or a clamp where one of them is a single number that has no say in the shape.</summary>
    private static Func<Tensor, Tensor, (Operator Operator, Tensor[] Inputs)> Limit(Operator @operator, Func<float, ActivationRange> range) => (left, right) =>
        (left.IsConstant, right.IsConstant) switch
        {
            (false, true) when IsBound(right, left) => (new Clamp(range(right.Values<float>()[0])), [left]),
            (true, false) when IsBound(left, right) => (new Clamp(range(left.Values<float>()[0])), [right]),
            _ => (@operator, [left, right]),
        };

    private static bool IsBound(Tensor constant, Tensor x) => constant.Shape.ElementCount == 1 && constant.Shape.Rank <= x.Shape.Rank;

    private static void RequireInputs(OnnxNode node)
    {
        if (node.InputCount == 0) throw node.Damaged("it has no inputs");
        node.Expect(node.InputCount, node.InputCount);
    }
}
