using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// One walk of <see cref="ComputeInIntegers"/>: at every Quantize it looks back for what can be computed in integers, and appends these
/// nodes; the real ones that nobody reads any more fall away.
/// </summary>
internal sealed class IntegerWalk
{
    // Far below what overflows a multiplier on 9 bits.
    private const double LargestFactor = 1 << 20;

    private readonly Graph _graph;
    private readonly Dictionary<Tensor, Node> _producers;
    private readonly ILookup<Tensor, Node> _readers;
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Tensor, Tensor?> _stored = [];

    public IntegerWalk(Graph graph)
    {
        _graph = graph;
        _producers = graph.Producers();
        _readers = graph.Nodes.SelectMany(node => node.Inputs, (node, tensor) => (node, tensor)).ToLookup(pair => pair.tensor, pair => pair.node);
    }

    /// <summary>The graph, and how many conversions to integers went into operators.</summary>
    public (Graph Graph, int Rewrites) Run()
    {
        int rewrites = 0;
        foreach (Node node in _graph.Nodes)
        {
            if (ComputeInIntegers.IsEnd(node) && Compute(node.Input, node.Output) is not null)
            {
                rewrites++;
            }
            else
            {
                _nodes.Add(node);
            }
        }

        return rewrites == 0 ? (_graph, 0) : (_graph.With(_nodes).WithoutUnused(), rewrites);
    }

    /// <summary>The integers that a real tensor is dequantized from, moved as it was; null where it is not.</summary>
    public Tensor? Stored(Tensor real)
    {
        if (real.Type != ElementType.Float32) return null;
        if (_stored.TryGetValue(real, out Tensor? known)) return known;
        Tensor? stored = real.IsConstant ? real.Stored : Dequantized(real);
        if (stored is not { Type: ElementType.Int8, Quantization.IsPerTensor: true }) stored = null;
        _stored.Add(real, stored);
        return stored;
    }

    private Tensor? Dequantized(Tensor real)
    {
        if (!_producers.TryGetValue(real, out Node? producer)) return null;
        if (producer.Operator is Dequantize) return producer.Input;
        if (!ExactMoves.Is(producer)) return null;

        Tensor?[] elements = [.. producer.Inputs.Select(input => input.Type == ElementType.Float32 ? Stored(input) : input)];
        if (elements is not [{ Quantization: { } quantization }, ..] || !ExactMoves.PadsExactly(producer, quantization)) return null;
        if (Array.Exists(elements, element => element is null || (element.Type == ElementType.Int8 && !quantization.Equals(element.Quantization)))) return null;
        return Append(producer, elements!, new Tensor(real.Name, ElementType.Int8, real.Shape, quantization));
    }

    /// <summary>Computes the integers that a real tensor is to be quantized to; null, where that needs the tensor itself.</summary>
    private Tensor? Compute(Tensor real, Tensor output)
    {
        QuantizationParameters quantization = output.Quantization!;
        if (real.IsConstant) return null;
        if (Stored(real) is { } stored)
        {
            if (stored.Quantization!.Scale / (double)quantization.Scale > LargestFactor) return null;
            Append(new Node($"{output.Name}:Requantize", new Quantize(), [stored], [output]));
            return output;
        }

        if (_graph.Outputs.Contains(real) || _readers[real].Count() != 1 || !_producers.TryGetValue(real, out Node? producer)) return null;
        if (producer.Operator is Clamp clamp && NeverBinds(clamp.Range, quantization) && Compute(producer.Input, output) is { } unclamped) return unclamped;
        if (ExactMoves.Is(producer)) return Move(producer, output);
        if (IntegerConversion.Convert(producer, output, Stored) is not { } nodes) return null;
        foreach (Node node in nodes) Append(node);
        return output;
    }

    /// <summary>Moves integers instead of the real values that they are quantized from.</summary>
    private Tensor? Move(Node node, Tensor output)
    {
        bool isProgress = false;
        var inputs = new List<Tensor>();
        foreach (Tensor input in node.Inputs)
        {
            if (input.Type != ElementType.Float32)
            {
                inputs.Add(input);
                continue;
            }

            var quantized = new Tensor(input.Name, ElementType.Int8, input.Shape, output.Quantization);
            inputs.Add(quantized);
            if (Compute(input, quantized) is not null)
            {
                isProgress = true;
            }
            else
            {
                Append(new Node($"{input.Name}:Quantize", new Quantize(StatesPrecision: true), [input], [quantized]));
            }
        }

        return isProgress ? Append(node, inputs, output) : null;
    }

    private Tensor Append(Node node, IEnumerable<Tensor> inputs, Tensor output)
    {
        Append(node.With(inputs: inputs, outputs: [output]));
        return output;
    }

    private void Append(Node node) => _nodes.Add(node);

    private static bool NeverBinds(ActivationRange range, QuantizationParameters quantization)
    {
        return Stored(range.Minimum) == sbyte.MinValue && Stored(range.Maximum) == sbyte.MaxValue;

        int Stored(float bound) => Arithmetic.FixedPoint.Quantize(bound, quantization.Scale, quantization.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);
    }
}
