using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers the reductions over axes and the search along one, whose records are alike on all element types.</summary>
internal static class ReductionLowering
{
    /// <summary>A reduction: the axes as bits, then what the element type needs.</summary>
    public static LoweredOperator Lower(Node node, OperatorCode code, Reduction reduction, params IEnumerable<int> attributes) =>
        Lowered(node, code, inPlace: false, [reduction.Axes.Aggregate(0, (bits, axis) => bits | (1 << axis)), .. attributes]);

    /// <summary>The index of an extreme.</summary>
    public static LoweredOperator Lower(Node node, OperatorCode code, ArgMinMax index) =>
        Lowered(node, code, inPlace: false, [index.Axis, index.IsGreatest ? 1 : 0, index.IsLast ? 1 : 0]);

    /// <summary>The attributes of an int8 sum, as QuantizedMeanOrSum has them.</summary>
    public static IEnumerable<int> SumFactor(Node node) =>
        [ZeroPoint(node.Input), .. Attributes(Ratio(node)), ZeroPoint(node.Output)];

    /// <summary>
    /// The attributes of an int8 mean: QuantizedMeanOrSum divides the multiplier by the number of elements, with as many bits more as
    /// fit.
    /// </summary>
    public static IEnumerable<int> MeanFactor(Node node)
    {
        long count = node.Input.Shape.ElementCount / node.Output.Shape.ElementCount;
        QuantizedMultiplier ratio = Ratio(node);
        int shift = Math.Min(BitOperations.Log2((ulong)count), Math.Min(32, 31 + ratio.Shift));
        int mantissa = (int)(((long)ratio.Mantissa << shift) / count);
        return [ZeroPoint(node.Input), mantissa, ratio.Shift - shift, ZeroPoint(node.Output)];
    }

    private static QuantizedMultiplier Ratio(Node node) => RealMultiplier.Quantize((double)Scale(node.Input) / Scale(node.Output));
}
