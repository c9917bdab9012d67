using System;
using System.Linq;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Range, EyeLike and Size: constants that follow from numbers and shapes that are known at import.</summary>
internal static class RangeImporter
{
    public static void ImportRange(OnnxNode node)
    {
        node.Expect(3, 3);
        OnnxConstant[] bounds = [.. Enumerable.Range(0, 3).Select(i => node.Constant(i, i == 0 ? "start" : i == 1 ? "limit" : "delta"))];
        if (bounds.Any(bound => bound.Count != 1 || bound.Type != bounds[0].Type)) throw node.Damaged("its start, limit and delta are not one number each of one type");

        double[] reals = [.. bounds.Select(bound => bound.Reals()[0])];
        if (reals.Any(value => !double.IsFinite(value)) || reals[2] == 0) throw node.Damaged($"it goes from {reals[0]} to {reals[1]} by {reals[2]}");
        double length = Math.Max(0, Math.Ceiling((reals[1] - reals[0]) / reals[2]));
        int count = node.ReserveList(length <= int.MaxValue ? (long)length : -1);
        node.Output(bounds.All(bound => bound.IsInteger)
            ? new OnnxConstant(DataType.Int64, [count], Enumerable.Range(0, count).Select(i => bounds[0].Integers()![0] + (i * bounds[2].Integers()![0])).ToArray()).Cast(bounds[0].Type)
            : new OnnxConstant(DataType.Double, [count], Enumerable.Range(0, count).Select(i => reals[0] + (i * reals[2])).ToArray()).Cast(bounds[0].Type));
    }

    public static void ImportSize(OnnxNode node)
    {
        node.Expect(1, 1);
        node.Output(new OnnxConstant(DataType.Int64, [], new[] { (long)ElementCount.Of(node.Input(0).Dimensions) }));
    }
}
