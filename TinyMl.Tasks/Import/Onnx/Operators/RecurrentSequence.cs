using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>What ONNX's recurrent operators have in common: inputs and attributes, checked, and the weights of each direction.</summary>
internal sealed class RecurrentSequence
{
    private readonly OnnxNode _node;
    private readonly int _gates;
    private readonly int _units;
    private readonly int _batches;
    private readonly int _inputs;

    private RecurrentSequence(OnnxNode node, int gates, Tensor x, bool isTimeMajor, ImmutableArray<Direction> directions, int units, float clip)
    {
        _node = node;
        _gates = gates;
        _units = units;
        _inputs = x.Shape[2];
        _batches = x.Shape[isTimeMajor ? 1 : 0];
        X = x;
        IsTimeMajor = isTimeMajor;
        Directions = directions;
        Clip = clip;
        Steps = x.Shape[isTimeMajor ? 0 : 1];
    }

    public Tensor X { get; }

    public bool IsTimeMajor { get; }

    public int Steps { get; }

    /// <summary>The bound of what activations are applied to.</summary>
    public float Clip { get; }

    public ImmutableArray<Direction> Directions { get; }

    /// <summary>The axis of directions in states.</summary>
    public int DirectionAxis => IsTimeMajor ? 0 : 1;

    /// <summary>The shape of Y for one direction.</summary>
    public Shape SequenceShape => IsTimeMajor ? new Shape(Steps, 1, _batches, _units) : new Shape(_batches, Steps, 1, _units);

    /// <summary>The shape of a state for one direction.</summary>
    public Shape StateShape => IsTimeMajor ? new Shape(1, _batches, _units) : new Shape(_batches, 1, _units);

    /// <summary>A state of zeros.</summary>
    public Tensor Zeros => Tensor.Constant($"{_node.Name}:zeros", new Shape(_batches, _units), new float[_batches * _units]);

    /// <summary>Reads what the operators share.</summary>
    /// <param name="node">The node.</param>
    /// <param name="gates">The gates of a unit.</param>
    /// <param name="inputs">The most inputs.</param>
    /// <param name="outputs">The most outputs.</param>
    /// <param name="activations">The default activations of a direction, the only ones that are supported.</param>
    public static RecurrentSequence Read(OnnxNode node, int gates, int inputs, int outputs, params string[] activations)
    {
        node.Expect(3, inputs, outputs);
        string direction = node.Attributes.String("direction") ?? "forward";
        ImmutableArray<Direction> directions = direction switch
        {
            "forward" => [new Direction(0, IsBackward: false)],
            "reverse" => [new Direction(0, IsBackward: true)],
            "bidirectional" => [new Direction(0, IsBackward: false), new Direction(1, IsBackward: true)],
            _ => throw node.Damaged($"its direction is '{direction}'"),
        };
        string[] named = node.Attributes.Strings("activations") ?? [];
        if (named.Length > 0 && !named.SequenceEqual(Enumerable.Repeat(activations, directions.Length).SelectMany(names => names), StringComparer.OrdinalIgnoreCase))
            throw node.Unsupported($"its activations are {string.Join(", ", named)}; supported are the default ones, {string.Join(", ", activations)}");
        if (node.Attributes.Floats("activation_alpha") is { Length: > 0 } || node.Attributes.Floats("activation_beta") is { Length: > 0 })
            throw node.Unsupported("its activations have parameters ('activation_alpha', 'activation_beta')");
        long layout = node.Opset < 14 ? 0 : node.Attributes.Int("layout") ?? 0;
        if (layout is not (0 or 1)) throw node.Damaged($"its layout is {layout}");
        float clip = node.Attributes.Float("clip") ?? float.PositiveInfinity;
        if (!(clip > 0)) throw node.Unsupported($"its clip is {clip}; it must be positive");

        Tensor x = node.Tensor(0);
        ImmutableArray<int> recurrent = node.Constant(2, "recurrent weights").Dimensions;
        if (x.Shape.Rank != 3 || recurrent.Length != 3) throw node.Damaged($"its input has the shape {x.Shape} and its recurrent weights [{string.Join(", ", recurrent)}]");
        int units = recurrent[2];
        if ((node.Attributes.Int("hidden_size") ?? units) != units) throw node.Damaged($"its hidden size is not {units}, as its recurrent weights have it");

        var sequence = new RecurrentSequence(node, gates, x, layout == 0, directions, units, clip);
        sequence.CheckLengths();
        return sequence;
    }

    /// <summary>The weights of a direction, the gates in the given order of the file's.</summary>
    public Tensor Weights(Direction direction, int[] order) => Gates(1, "weights", direction, order, _inputs);

    /// <summary>The recurrent weights of a direction, the gates in the given order of the file's.</summary>
    public Tensor Recurrent(Direction direction, int[] order) => Gates(2, "recurrent weights", direction, order, _units);

    /// <summary>The sum of both biases of a direction; the recurrent one of the last gate behind it where it stays apart.</summary>
    public Tensor Bias(Direction direction, int[] order, bool isLastApart)
    {
        float[] all = _node.Has(3) ? _node.Floats(3, "bias") : new float[2 * _gates * _units * Directions.Length];
        if (all.Length != 2 * _gates * _units * Directions.Length) throw _node.Damaged($"its bias has {all.Length} elements");
        float[] bias = new float[(_gates + (isLastApart ? 1 : 0)) * _units];
        for (int i = 0; i < bias.Length; i++)
        {
            int gate = i / _units, unit = i % _units, first = direction.Index * 2 * _gates * _units;
            bool isApart = isLastApart && gate >= _gates - 1;
            float ofInput = gate < _gates ? all[first + (order[gate] * _units) + unit] : 0;
            float ofHidden = isApart && gate < _gates ? 0 : all[first + ((_gates + order[Math.Min(gate, _gates - 1)]) * _units) + unit];
            bias[i] = ofInput + ofHidden;
        }

        return _node.FloatTensor($"{_node.Name}:bias{direction.Index}", new Shape(bias.Length), bias);
    }

    /// <summary>The peepholes of a direction, or null where there are none.</summary>
    public Tensor? Peepholes(int input, Direction direction, int[] order)
    {
        if (!_node.Has(input)) return null;
        float[] all = _node.Floats(input, "peepholes");
        int count = order.Length * _units;
        if (all.Length != count * Directions.Length) throw _node.Damaged($"its peepholes have {all.Length} elements");
        float[] peepholes = [.. order.SelectMany(gate => all.Skip((direction.Index * count) + (gate * _units)).Take(_units))];
        return Array.TrueForAll(peepholes, value => value == 0) ? null : _node.FloatTensor($"{_node.Name}:peepholes{direction.Index}", new Shape(count), peepholes);
    }

    /// <summary>The initial state of a direction as [N, U], or null where it is 0.</summary>
    public Tensor? Initial(int input, Direction direction)
    {
        if (!_node.Has(input)) return null;
        Tensor all = _node.Tensor(input);
        Shape expected = StateShape.With(DirectionAxis, Directions.Length);
        if (all.Shape != expected) throw _node.Damaged($"its initial state '{all.Name}' has the shape {all.Shape}, not {expected}");
        if (all.IsConstant && all.Values<float>().IndexOfAnyExcept(0) < 0) return null;
        Tensor own = Directions.Length == 1 ? all : _node.Emit(Slice.Along(DirectionAxis, direction.Index, 1, all.Shape), all);
        return _node.Emit(new Reshape(new Shape(_batches, _units)), own);
    }

    private Tensor Gates(int input, string role, Direction direction, int[] order, int columns)
    {
        float[] all = _node.Floats(input, role);
        int[] expected = [Directions.Length, _gates * _units, columns];
        if (!_node.Constant(input, role).Dimensions.SequenceEqual(expected)) throw _node.Damaged($"its {role} are {_node.Constant(input, role)}, not [{string.Join(", ", expected)}]");
        int block = _units * columns, first = direction.Index * _gates * block;
        float[] gates = [.. order.SelectMany(gate => all.Skip(first + (gate * block)).Take(block))];
        return _node.FloatTensor($"{_node.InputName(input)}:{direction.Index}", new Shape(_gates * _units, columns), gates);
    }

    // Batches of sequences of different lengths are padded ones; a model with fixed shapes has none.
    private void CheckLengths()
    {
        if (!_node.Has(4)) return;
        long[] lengths = _node.Constant(4, "sequence lengths").Integers() ?? throw _node.Damaged("its sequence lengths are not integers");
        if (lengths.Length != _batches || lengths.Any(length => length != Steps))
            throw _node.Unsupported($"its sequence lengths are [{string.Join(", ", lengths)}]; every sequence must have all {Steps} steps");
    }

    /// <summary>A direction: its place in the weights, and whether it starts at the last step.</summary>
    internal readonly record struct Direction(int Index, bool IsBackward);
}
