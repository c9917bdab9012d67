using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>Scale and zero point of every activation, from the ranges of the values that each group must represent.</summary>
internal static class ActivationParameters
{
    // An output whose range is so much smaller than its operands' is their rounding error; a finer scale would only
    // exceed the multipliers of the integer kernels.
    private const float FinestRatioOfInt8 = 1f / (1 << 16);
    private const float FinestRatioOfInt16 = 1f / (1 << 13);

    // Padding with the lowest number, as before a maximum, means "never": it saturates.
    private const float LargestPadValue = 1e30f;

    /// <summary>The parameters of each group.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="integers">Its nodes that compute with integers.</param>
    /// <param name="groups">Their groups.</param>
    /// <param name="rangeOf">The range of an activation's values.</param>
    public static IReadOnlyDictionary<ScaleGroup, QuantizationParameters> Choose(Graph graph, IntegerNodes integers, ScaleGroups groups, Func<Tensor, ValueRange> rangeOf)
    {
        float finestRatio = integers.Type == ElementType.Int16 ? FinestRatioOfInt16 : FinestRatioOfInt8;
        var ranges = groups.All.ToDictionary(group => group, group => Range(group, rangeOf));
        bool isWidened = true;
        while (isWidened)
        {
            // Ends: ranges only grow, never beyond finite ones.
            isWidened = false;
            foreach (Node node in graph.Nodes.Where(node => integers.Contains(node) && node.Output.Type == ElementType.Float32 && groups[node.Output].Prescribed is null))
            {
                ValueRange range = ranges[groups[node.Output]];
                float least = finestRatio * OperandMagnitude(node, operand => ranges[groups[operand]].Magnitude);
                if (range.Magnitude >= least || !float.IsFinite(least)) continue;
                ranges[groups[node.Output]] = range.Union(new ValueRange(0, least));
                isWidened = true;
            }
        }

        return ranges.ToDictionary(pair => pair.Key, pair => pair.Key.Prescribed ?? Parameters(pair.Value, integers.Type));
    }

    private static QuantizationParameters Parameters(ValueRange range, ElementType type) =>
        type == ElementType.Int16 ? SymmetricQuantization.Parameters(range) : AffineQuantization.Parameters(range);

    private static ValueRange Range(ScaleGroup group, Func<Tensor, ValueRange> rangeOf)
    {
        IEnumerable<ValueRange> sources = group.Sources.Select(source => source.IsConstant ? ValueRange.Of(source.Values<float>()) : rangeOf(source));
        IEnumerable<ValueRange> padding = group.PadValues.Where(value => Math.Abs(value) < LargestPadValue).Select(value => new ValueRange(value, value));
        return sources.Concat(padding).Aggregate((left, right) => left.Union(right));
    }

    private static float OperandMagnitude(Node node, Func<Tensor, float> magnitude) => node.Operator switch
    {
        _ when WeightedLayer.Of(node) is { } layer => magnitude(node.Input) * ValueRange.Of(layer.Weights.Values<float>()).Magnitude,
        Mul or MatMul => magnitude(node.Inputs[0]) * magnitude(node.Inputs[1]),
        Div => magnitude(node.Inputs[0]) / magnitude(node.Inputs[1]),
        SquaredDifference => Square(Math.Max(magnitude(node.Inputs[0]), magnitude(node.Inputs[1]))),
        PRelu => magnitude(node.Input),
        RealFunction or Recurrent => 0,
        _ when node.Operator.IntegerForm == IntegerForm.InputScale => 0,
        _ => node.Inputs.Where(input => input.Type == ElementType.Float32).Max(magnitude),
    };

    private static float Square(float value) => value * value;
}
