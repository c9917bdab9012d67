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
internal class RandomModel
{
    private const long MostElements = 6000;

    private static readonly int[] s_opsets = [13, 17, 18, 21];

    private readonly List<RandomValue> _values = [];
    private readonly HashSet<string> _read = [];

    protected RandomModel(int seed)
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
        graph.Grow(operators);
        graph.Model.Output(graph.Unread().Select(value => value.Name));
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
    public virtual string Constant(float scale, params long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, dimension) => product * dimension)];
        for (int i = 0; i < values.Length; i++) values[i] = ((2 * Random.NextSingle()) - 1) * scale;
        return Model.Floats(shape, values);
    }

    /// <summary>The weights of a layer, in [-scale, scale), which may have a scale for each index of an axis where they are quantized.</summary>
    public virtual string Weights(float scale, int axis, params long[] shape) => Constant(scale, shape);

    /// <summary>The bias of a layer that reads a value with weights.</summary>
    public virtual string Bias(float scale, long channels, string x, string weights) => Constant(scale, channels);

    /// <summary>Adds a node. An input of "" is left out.</summary>
    public RandomValue Node(string operation, long[] shape, string[] inputs, params AttributeProto[] attributes)
    {
        _read.UnionWith(inputs);
        return new RandomValue(Model.Node(operation, inputs, attributes), shape);
    }

    /// <summary>Grows from an input by 1 to 8 operators of a list.</summary>
    protected void Grow(IReadOnlyList<RandomOperator> operators)
    {
        int rank = Chance(3) ? Between(2, 3) : 4;
        _values.Add(Input([1, .. Enumerable.Range(1, rank - 1).Select(axis => (long)(rank == 4 && axis > 1 ? Between(3, 12) : Between(1, 8)))]));
        int count = Between(1, 8);
        while (Operators.Count < count)
        {
            RandomOperator @operator = OneOf(operators);
            RandomValue x = Random.Next(3) == 0 ? OneOf(_values) : _values[^1];
            if (@operator.Apply(this, x) is not { } y) continue;
            if (y.Count > MostElements) throw new InvalidOperationException($"{@operator.Name} gives {y.Count} elements.");
            Operators.Add(@operator.Name);
            _values.Add(Settled(y));
        }
    }

    /// <summary>The values that nobody reads.</summary>
    protected IEnumerable<RandomValue> Unread() => _values.Where(value => !_read.Contains(value.Name));

    /// <summary>The input.</summary>
    protected virtual RandomValue Input(long[] shape) => new(Model.Input(shape), shape);

    /// <summary>What other operators read where an operator gave a value.</summary>
    protected virtual RandomValue Settled(RandomValue value) => value;
}
