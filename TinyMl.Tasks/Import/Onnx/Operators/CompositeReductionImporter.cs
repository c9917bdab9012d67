using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// ReduceL1, ReduceL2, ReduceSumSquare, ReduceLogSum and ReduceLogSumExp: functions before and after a sum, as the standard defines
/// them. Axes are an attribute before opset 18 and a constant input from there on; where a reduction does nothing, the functions
/// remain.
/// </summary>
internal static class CompositeReductionImporter
{
    private const int InputOpset = 18;

    public static void ImportL1(OnnxNode node) => OutputL1(node, ReductionAxes.Read(node, InputOpset));

    public static void ImportL2(OnnxNode node) => OutputL2(node, ReductionAxes.Read(node, InputOpset));

    public static void ImportSumSquare(OnnxNode node)
    {
        ReductionAxes axes = ReductionAxes.Read(node, InputOpset);
        Tensor x = node.Tensor(0);
        OutputSum(node, axes, new Mul(ActivationRange.None), x, x);
    }

    public static void ImportLogSum(OnnxNode node)
    {
        ReductionAxes axes = ReductionAxes.Read(node, InputOpset);
        node.Output(new Log(), Sum(node, axes, node.Tensor(0)));
    }

    /// <summary>The logarithm of the sum of powers, of which the greatest is taken out, so that none overflows.</summary>
    public static void ImportLogSumExp(OnnxNode node)
    {
        ReductionAxes axes = ReductionAxes.Read(node, InputOpset);
        Tensor x = node.Tensor(0);
        if (axes.Axes.IsEmpty)
        {
            node.Output(node.Input(0));
            return;
        }

        Tensor largest = node.Emit(new ReduceMax(axes.Axes, KeepDimensions: true), x);
        Tensor powers = node.Emit(new Exp(), node.Emit(new Sub(ActivationRange.None), x, largest));
        Tensor logarithm = node.Emit(new Log(), node.Emit(new ReduceSum(axes.Axes, axes.KeepDimensions), powers));
        if (!axes.KeepDimensions) largest = node.Emit(new Reshape(logarithm.Shape), largest);
        node.Output(new Add(ActivationRange.None), logarithm, largest);
    }

    /// <summary>Makes the sum of magnitudes over axes the output of a node.</summary>
    public static void OutputL1(OnnxNode node, ReductionAxes axes) => OutputSum(node, axes, new Abs(), node.Tensor(0));

    /// <summary>Makes the root of the sum of squares over axes the output of a node.</summary>
    public static void OutputL2(OnnxNode node, ReductionAxes axes)
    {
        Tensor x = node.Tensor(0);
        node.Output(new Sqrt(), Sum(node, axes, node.Emit(new Mul(ActivationRange.None), x, x)));
    }

    private static Tensor Sum(OnnxNode node, ReductionAxes axes, Tensor x) =>
        axes.Axes.IsEmpty ? x : node.Emit(new ReduceSum(axes.Axes, axes.KeepDimensions), x);

    private static void OutputSum(OnnxNode node, ReductionAxes axes, Operator function, params Tensor[] inputs)
    {
        if (axes.Axes.IsEmpty)
        {
            node.Output(function, inputs);
        }
        else
        {
            node.Output(new ReduceSum(axes.Axes, axes.KeepDimensions), node.Emit(function, inputs));
        }
    }
}
