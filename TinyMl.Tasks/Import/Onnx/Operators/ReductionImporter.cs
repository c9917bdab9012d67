using System;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// ReduceMean, ReduceSum, ReduceMax, ReduceMin and ReduceProd. Axes are an attribute before opset 18 (ReduceSum: 13) and a constant
/// input from there on; none means all, or, with noop_with_empty_axes, none. Of integer constants, such as shapes, they are computed
/// here.
/// </summary>
internal static class ReductionImporter
{
    public static void ImportMean(OnnxNode node) => Import(node, 18, (axes, keep) => new Mean(axes, keep), integers: null);

    public static void ImportSum(OnnxNode node) => Import(node, 13, (axes, keep) => new ReduceSum(axes, keep), (a, b) => checked(a + b));

    public static void ImportMax(OnnxNode node) => Import(node, 18, (axes, keep) => new ReduceMax(axes, keep), Math.Max);

    public static void ImportMin(OnnxNode node) => Import(node, 18, (axes, keep) => new ReduceMin(axes, keep), Math.Min);

    public static void ImportProd(OnnxNode node) => Import(node, 18, (axes, keep) => new ReduceProd(axes, keep), (a, b) => checked(a * b));

    private static void Import(OnnxNode node, int inputOpset, Func<ImmutableArray<int>, bool, Reduction> create, Func<long, long, long>? integers)
    {
        (ImmutableArray<int> axes, bool keepDimensions) = ReductionAxes.Read(node, inputOpset);
        Reduction reduction = create(axes, keepDimensions);
        if (axes.IsEmpty)
        {
            node.Output(node.Input(0));
        }
        else if (integers is not null && node.Input(0).Constant is { IsInteger: true } constant)
        {
            node.Output(ConstantReduction.Compute(node, constant, reduction, integers));
        }
        else
        {
            node.Output(reduction, node.Tensor(0));
        }
    }
}
