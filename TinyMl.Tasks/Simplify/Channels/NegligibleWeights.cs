using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Sets weights of float layers to 0 whose effect is lost when activations become integers: those of an output channel that all inputs
/// together move by less than a small share of a step, and those that read an input channel which moves no output channel by more.
/// The bound of an effect is the sum of |w| times the largest magnitude of the input, or of the constant that an input channel holds.
/// </summary>
internal sealed class NegligibleWeights
{
    /// <summary>The largest effect that counts as none, in steps of the layer's output.</summary>
    private const double Share = 1.0 / 4;

    private readonly ActivationBounds _bounds;
    private readonly int _levels;
    private readonly ChannelFlows _flows;
    private readonly ConstantChannels _constants;

    private NegligibleWeights(ChannelFlows flows, ConstantChannels constants, ActivationBounds bounds, int levels)
    {
        _flows = flows;
        _constants = constants;
        _bounds = bounds;
        _levels = levels;
    }

    /// <summary>Clears them, walking on with what that makes constant.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="bounds">Its activations.</param>
    /// <param name="levels">How many integers are to stand for the values of an activation.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The graph, the same object where nothing was cleared.</returns>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Graph Clear(Graph graph, ActivationBounds bounds, int levels, CancellationToken cancellation)
    {
        while (true)
        {
            var flows = new ChannelFlows(graph);
            var weights = new NegligibleWeights(flows, ConstantChannels.Of(flows, cancellation), bounds, levels);
            Node[] nodes = [.. graph.Nodes.Select(weights.Cleared)];
            if (nodes.SequenceEqual(graph.Nodes)) return graph;
            graph = graph.With(nodes);
        }
    }

    private Node Cleared(Node node)
    {
        if (_flows.Of(node).Reads is not { NeedsWholeInput: false, Layer: { Weights.Type: ElementType.Float32 } layer } reads) return node;
        double most = Share * _bounds.Step(node.Output, _levels);
        double[] effects = [.. Enumerable.Range(0, layer.OutputChannels).Select(output => reads.Of(output).Sum(read => Effect(node.Input, read)))];
        var filters = new HashSet<int>(Enumerable.Range(0, effects.Length).Where(output => effects[output] <= most));
        HashSet<int> inputs = reads.IsDense ? Unread(reads, filters, most) : [];
        float[] values = layer.Weights.Values<float>().ToArray();
        for (int index = 0; index < values.Length; index++)
        {
            if (filters.Contains(layer.OutputChannel(index)) || inputs.Contains(reads.InputChannel(index))) values[index] = 0;
        }

        float[] biases = Biases(reads, effects, filters, inputs, most);
        bool isBiased = layer.Bias is { } bias ? !biases.AsSpan().SequenceEqual(bias.Values<float>()) : Array.Exists(biases, value => value != 0);
        if (!isBiased && values.AsSpan().SequenceEqual(layer.Weights.Values<float>())) return node;

        Tensor weights = Tensor.Constant(layer.Weights.Name, layer.Weights.Shape, values);
        return node.With(inputs: isBiased ? [node.Input, weights, Tensor.Constant(layer.Bias?.Name ?? $"{node.Name}/bias", new Shape(biases.Length), biases)] : [node.Input, weights, .. node.Inputs.Skip(2)]);
    }

    /// <summary>By how much a channel's elements differ from one another at most for what is read of it.</summary>
    private double Effect(Tensor x, ChannelRead read)
    {
        if (!_constants.Is(x, read.Input)) return read.Magnitude * _bounds.Magnitude(x);
        return read.AtEdge ? read.Magnitude * Math.Abs(_constants.Value(x, read.Input)) : 0;
    }

    /// <summary>Input channels whose effects on each output channel that is left stay below the bound, together.</summary>
    private HashSet<int> Unread(LayerReads reads, HashSet<int> filters, double most)
    {
        Tensor x = reads.Layer.Node.Input;
        var columns = new SortedDictionary<int, List<(int Output, double Effect)>>();
        for (int output = 0; output < reads.OutputChannels; output++)
        {
            if (filters.Contains(output)) continue;
            foreach (ChannelRead read in reads.Of(output).Where(read => !_constants.Is(x, read.Input)))
            {
                if (!columns.TryGetValue(read.Input, out List<(int, double)>? column)) columns.Add(read.Input, column = []);
                column.Add((output, Effect(x, read)));
            }
        }

        double[] sums = new double[reads.OutputChannels];
        var unread = new HashSet<int>();
        foreach ((int input, List<(int Output, double Effect)> column) in columns.OrderBy(column => column.Value.Max(read => read.Effect)))
        {
            if (column.Exists(read => sums[read.Output] + read.Effect > most)) continue;
            foreach ((int output, double effect) in column) sums[output] += effect;
            unread.Add(input);
        }

        return unread;
    }

    /// <summary>Biases with what cleared weights read of constants; nothing is left of one that is as small, so that padding is like it.</summary>
    private float[] Biases(LayerReads reads, double[] effects, HashSet<int> filters, HashSet<int> inputs, double most)
    {
        Tensor x = reads.Layer.Node.Input;
        float[] biases = reads.Layer.Bias is { } bias ? bias.Values<float>().ToArray() : new float[reads.OutputChannels];
        for (int output = 0; output < biases.Length; output++)
        {
            if (filters.Contains(output)) biases[output] = (float)(biases[output] + reads.Of(output).Where(read => _constants.Is(x, read.Input)).Sum(read => read.Sum * _constants.Value(x, read.Input)));
            if (effects[output] <= most && Math.Abs(biases[output]) <= most) biases[output] = 0;
        }

        return biases;
    }
}
