using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>The definitions of the operators that reduce, search or normalize along axes, in double precision.</summary>
internal static class ReferenceAxes
{
    /// <summary>The output of a reduction.</summary>
    public static double[] Reduce(Node node, Reduction reduction, double[] x)
    {
        Func<IReadOnlyCollection<double>, double> function = reduction switch
        {
            Mean => values => values.Average(),
            ReduceSum => values => values.Sum(),
            ReduceMax => values => values.Max(),
            ReduceMin => values => values.Min(),
            ReduceProd => values => values.Aggregate(1.0, (product, value) => product * value),
            _ => throw new NotSupportedException($"The reference does not compute {node}."),
        };
        return [.. Groups(node.Input.Shape, reduction.Axes, x).Select(function)];
    }

    /// <summary>The indices of extremes.</summary>
    public static double[] Search(Node node, ArgMinMax search, double[] x) =>
        [.. Groups(node.Input.Shape, [search.Axis], x).Select(values =>
        {
            double extreme = search.IsGreatest ? values.Max() : values.Min();
            return (double)(search.IsLast ? values.LastIndexOf(extreme) : values.IndexOf(extreme));
        })];

    /// <summary>The output of an operator over the last axis.</summary>
    public static double[] Normalize(Node node, RowWise @operator, double[][] x) =>
        [.. x[0].Chunk(node.Input.Shape[-1]).SelectMany(row => Row(node, @operator, row, x))];

    private static IEnumerable<double> Row(Node node, RowWise @operator, double[] row, double[][] x)
    {
        switch (@operator)
        {
            case Softmax softmax:
                return row.Select(value => 1 / row.Sum(other => Math.Exp(softmax.Beta * (other - value))));
            case LogSoftmax:
                return row.Select(value => -Math.Log(row.Sum(other => Math.Exp(other - value))));
            case L2Normalization normalization:
                double norm = Math.Max(Math.Sqrt(row.Sum(value => value * value)), normalization.LeastNorm);
                return row.Select(value => value / norm);
            case LayerNormalization normalization:
                double mean = row.Average(), deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + normalization.Epsilon);
                return row.Select((value, i) => ((value - mean) / deviation * (x.Length > 1 ? x[1][i] : 1)) + (x.Length > 2 ? x[2][i] : 0));
            default:
                throw new NotSupportedException($"The reference does not compute {node}.");
        }
    }

    /// <summary>The elements of each output in the order of the input.</summary>
    private static List<double>[] Groups(Shape shape, ImmutableArray<int> axes, double[] x)
    {
        var groups = new SortedDictionary<long, List<double>>();
        for (int i = 0; i < x.Length; i++)
        {
            long key = 0, rest = i, unit = 1;
            for (int axis = shape.Rank - 1; axis >= 0; rest /= shape[axis], axis--)
            {
                if (axes.Contains(axis)) continue;
                key += rest % shape[axis] * unit;
                unit *= shape[axis];
            }

            if (!groups.TryGetValue(key, out List<double>? group)) groups.Add(key, group = []);
            group.Add(x[i]);
        }

        return [.. groups.Values];
    }
}
