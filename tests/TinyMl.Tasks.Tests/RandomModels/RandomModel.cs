using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Import.Onnx;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>
/// A valid ONNX graph of float operators over random shapes while it grows: every operator reads values that there are already, and
/// what nobody reads in the end is an output. A seed gives the same graph on every machine.
/// </summary>
internal sealed class RandomModel
{
    private const long MostElements = 6000;

    private static readonly int[] s_opsets = [13, 17, 18, 21];

    private readonly List<RandomValue> _values = [];
    private readonly HashSet<string> _read = [];

    private RandomModel(int seed)
    {
        Random = new Random(seed);
        Opset = s_opsets[Random.Next(s_opsets.Length)];
        Model = new OnnxModelBuilder(Opset);
    }

    public Random Random { get; }

    public int Opset { get; }

    public OnnxModelBuilder Model { get; }

    /// <summary>The operators of the graph, in their order.</summary>
    public List<string> Operators { get; } = [];

    /// <summary>A graph of 1 to 8 operators of a list.</summary>
    public static RandomModel Create(int seed, IReadOnlyList<RandomOperator> operators)
    {
        var graph = new RandomModel(seed);
        graph.AddInput();
        int count = graph.Between(1, 8);
        while (graph.Operators.Count < count)
        {
            RandomOperator @operator = graph.OneOf(operators);
            RandomValue x = graph.Random.Next(3) == 0 ? graph.OneOf(graph._values) : graph._values[^1];
            if (@operator.Apply(graph, x) is not { } y) continue;
            if (y.Count > MostElements) throw new InvalidOperationException($"{@operator.Name} gives {y.Count} elements.");
            graph.Operators.Add(@operator.Name);
            graph._values.Add(y);
        }

        graph.Model.Output(graph._values.Where(value => !graph._read.Contains(value.Name)).Select(value => value.Name));
        return graph;
    }

    /// <summary>A number between two, both included.</summary>
    public int Between(int least, int most) => Random.Next(least, most + 1);

    public bool Chance(int oneIn) => Random.Next(oneIn) == 0;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];

    /// <summary>Another value of a shape that passes a test, or null.</summary>
    public RandomValue? Other(Func<RandomValue, bool> isFit)
    {
        RandomValue[] fit = [.. _values.Where(isFit)];
        return fit.Length == 0 ? null : OneOf(fit);
    }

    /// <summary>A shape that may become larger than graphs here should have.</summary>
    public static bool IsTooLarge(params long[] shape) => shape.Aggregate(1L, (product, dimension) => product * dimension) > MostElements;

    /// <summary>An initializer of floats in [-scale, scale).</summary>
    public string Constant(float scale, params long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, dimension) => product * dimension)];
        for (int i = 0; i < values.Length; i++) values[i] = ((2 * Random.NextSingle()) - 1) * scale;
        return Model.Floats(shape, values);
    }

    /// <summary>Adds a node. An input of "" is left out.</summary>
    public RandomValue Node(string operation, long[] shape, string[] inputs, params AttributeProto[] attributes)
    {
        _read.UnionWith(inputs);
        return new RandomValue(Model.Node(operation, inputs, attributes), shape);
    }

    private void AddInput()
    {
        int rank = Chance(3) ? Between(2, 3) : 4;
        long[] shape = [1, .. Enumerable.Range(1, rank - 1).Select(axis => (long)(rank == 4 && axis > 1 ? Between(3, 12) : Between(1, 8)))];
        _values.Add(new RandomValue(Model.Input(shape), shape));
    }
}
