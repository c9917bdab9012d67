using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Pad with a constant value: pads are an attribute before opset 11 and a constant input from there on, from opset 18
/// for some axes only.</summary>
internal static class PadImporter
{
    private const long Most = 65535;

    public static void Import(OnnxNode node)
    {
        node.Expect(node.Opset < 11 ? 1 : 2, node.Opset < 11 ? 1 : node.Opset < 18 ? 3 : 4);
        if (node.Attributes.String("mode") is { } mode && mode != "constant")
            throw node.Unsupported($"its mode is '{mode}'; only 'constant' is supported");

        Tensor x = node.Tensor(0);
        long[] pads = (node.Opset < 11 ? node.Attributes.Ints("pads") : node.Integers(1, "pads"))
            ?? throw node.Damaged("its pads are missing");
        int[] axes = node.Opset >= 18 && node.Integers(3, "axes") is { } named
            ? [.. named.Select(axis => node.Axis(axis, x.Shape.Rank))]
            : [.. Enumerable.Range(0, x.Shape.Rank)];
        if (pads.Length != 2 * axes.Length || axes.Distinct().Count() != axes.Length)
            throw node.Damaged($"it has {pads.Length} pads for {axes.Length} axes");
        if (Array.Exists(pads, pad => pad is < 0 or > Most))
            throw node.Unsupported($"its pads are {string.Join(", ", pads)}; only 0 to {Most} are supported");

        float value = node.Opset < 11 ? node.Attributes.Float("value") ?? 0 : Value(node);
        if (!float.IsFinite(value)) throw node.Unsupported("it pads with a value that is not finite");

        int[] before = new int[x.Shape.Rank], after = new int[x.Shape.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            before[axes[i]] = (int)pads[i];
            after[axes[i]] = (int)pads[i + axes.Length];
        }

        node.Output(new Pad([.. before], [.. after], value), x);
    }

    private static float Value(OnnxNode node)
    {
        if (!node.Has(2)) return 0;
        OnnxConstant value = node.Constant(2, "value");
        return value.Floats() is [float single] ? single : throw node.Damaged($"its value is {value}, not one float");
    }
}
