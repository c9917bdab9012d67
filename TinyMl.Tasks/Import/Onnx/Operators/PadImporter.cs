using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// Pad, of elements of any type, in the modes constant, reflect, edge and wrap: pads are an attribute before opset 11 and a constant input from
/// there on, from opset 18 for some axes only. Negative pads cut off.
/// </summary>
internal static class PadImporter
{
    private const long Most = 65535;

    public static void Import(OnnxNode node)
    {
        node.Expect(node.Opset < 11 ? 1 : 2, node.Opset < 11 ? 1 : node.Opset < 18 ? 3 : 4);
        string mode = node.Attributes.String("mode") ?? "constant";
        (int[] before, int[] after) = Pads(node, node.Input(0).Dimensions);
        double value = node.Opset < 11 ? node.Attributes.Float("value") ?? 0 : Value(node);
        switch (mode)
        {
            case "constant":
                Constant(node, before, after, value);
                break;
            case "reflect":
                Repeat(node, before, after, EdgePadding.Reflect);
                break;
            case "edge":
                Repeat(node, before, after, EdgePadding.Edge);
                break;
            case "wrap" when node.Opset >= 19:
                Repeat(node, before, after, EdgePadding.Wrap);
                break;
            default:
                throw node.Unsupported($"its mode is '{mode}'; constant, reflect, edge and, from opset 19 on, wrap are supported");
        }
    }

    private static void Constant(OnnxNode node, int[] before, int[] after, double value)
    {
        if (!double.IsFinite(value)) throw node.Unsupported("it pads with a value that is not finite");
        if ((float)value != value) throw node.Unsupported($"it pads with {value}, which a Float32 does not hold");
        Tensor x = node.Data(0);
        var cut = new int[]?[x.Shape.Rank];
        for (int axis = 0; axis < cut.Length; axis++)
        {
            int first = Math.Max(0, -before[axis]), last = Math.Min(x.Shape[axis], x.Shape[axis] + after[axis]);
            if (last <= first) throw node.Unsupported("its pads leave no elements");
            if (last - first < x.Shape[axis]) cut[axis] = [.. Enumerable.Range(first, last - first)];
        }

        if (Array.Exists(cut, places => places is not null)) x = node.Emit(AxisSelection.Of("Pad", x.Shape, cut), x);
        node.Output(new Pad([.. before.Select(count => Math.Max(0, count))], [.. after.Select(count => Math.Max(0, count))], (float)value), x);
    }

    private static void Repeat(OnnxNode node, int[] before, int[] after, Func<int, int, int, int[]> places)
    {
        if (before.Concat(after).Any(count => count < 0)) throw node.Unsupported("its pads are negative, which is supported in the mode constant only");
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        node.ReserveList(before.Concat(after).Concat(shape).Sum(length => (long)length));
        Selection.Output(node, 0, [.. shape.Select((dimension, axis) => before[axis] + after[axis] == 0 ? null : places(dimension, before[axis], after[axis]))]);
    }

    private static (int[] Before, int[] After) Pads(OnnxNode node, ImmutableArray<int> shape)
    {
        long[] pads = (node.Opset < 11 ? node.Attributes.Ints("pads") : node.Integers(1, "pads"))
            ?? throw node.Damaged("its pads are missing");
        int[] axes = node.Opset >= 18 && node.Integers(3, "axes") is { } named
            ? [.. named.Select(axis => node.Axis(axis, shape.Length))]
            : [.. Enumerable.Range(0, shape.Length)];
        if (pads.Length != 2 * axes.Length || axes.Distinct().Count() != axes.Length)
            throw node.Damaged($"it has {pads.Length} pads for {axes.Length} axes");
        if (Array.Exists(pads, pad => pad is < -Most or > Most))
            throw node.Unsupported($"its pads are {string.Join(", ", pads)}; only -{Most} to {Most} are supported");

        int[] before = new int[shape.Length], after = new int[shape.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            before[axes[i]] = (int)pads[i];
            after[axes[i]] = (int)pads[i + axes.Length];
        }

        return (before, after);
    }

    private static double Value(OnnxNode node)
    {
        if (!node.Has(2)) return 0;
        OnnxConstant value = node.Constant(2, "value");
        return value.Reals() is [double single] ? single : throw node.Damaged($"its value is {value}, not one element");
    }
}
