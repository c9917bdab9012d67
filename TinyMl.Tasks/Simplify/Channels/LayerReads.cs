using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Which input channels each output channel of a layer reads, by constant weights that are not 0. Weights that never meet the input,
/// because they lie over the padding for every output element, count as 0.
/// </summary>
internal sealed class LayerReads
{
    private readonly Func<int, TapReach> _reach;
    private readonly int _inputs;

    private LayerReads(WeightedLayer layer, int inputs, int groups, Func<int, TapReach> reach, int[]? columnChannels = null)
    {
        Layer = layer;
        Groups = groups;
        ColumnChannels = columnChannels;
        _inputs = inputs;
        _reach = reach;
    }

    public WeightedLayer Layer { get; }

    /// <summary>1, or the groups of a grouped or depthwise convolution.</summary>
    public int Groups { get; }

    public int OutputChannels => Layer.OutputChannels;

    /// <summary>The input's zero point; 0 where it is real.</summary>
    public int ZeroPoint => Layer.Node.Input.Quantization?.ZeroPoint ?? 0;

    /// <summary>Whether every output channel can read every input channel.</summary>
    public bool IsDense => Groups == 1 && Layer.Node.Operator is not DepthwiseConv2D;

    /// <summary>Of a fully connected layer, the input channel that each column of the weights meets; null where one meets several, and for convolutions.</summary>
    public int[]? ColumnChannels { get; }

    /// <summary>Whether the input cannot lose channels, because weights meet several in turn.</summary>
    public bool NeedsWholeInput => Layer.Node.Operator is FullyConnected && ColumnChannels is null;

    /// <summary>What an output channel reads, by ascending input channel.</summary>
    public ImmutableArray<ChannelRead> Of(int output)
    {
        // One more, for what cannot be told apart.
        double[] sums = new double[_inputs + 1], magnitudes = new double[_inputs + 1];
        bool[] isAtEdge = new bool[_inputs + 1];
        bool isDepthwise = Layer.Node.Operator is DepthwiseConv2D;
        int count = (int)(Layer.Weights.Shape.ElementCount / OutputChannels);
        ReadOnlySpan<float> reals = Layer.Weights.Type == ElementType.Float32 ? Layer.Weights.Values<float>() : [];
        ReadOnlySpan<sbyte> integers = Layer.Weights.Type == ElementType.Int8 ? Layer.Weights.Values<sbyte>() : [];
        ImmutableArray<int> zeros = Layer.Weights.Quantization?.ZeroPoints ?? [0];
        int zero = zeros[zeros.Length == 1 ? 0 : output];
        for (int i = 0; i < count; i++)
        {
            int index = isDepthwise ? (i * OutputChannels) + output : (output * count) + i;
            double weight = reals.IsEmpty ? integers[index] - zero : reals[index];
            if (weight == 0) continue;
            TapReach met = _reach(index);
            if (met == TapReach.Never) continue;

            int input = NeedsWholeInput ? _inputs : InputChannel(index);
            magnitudes[input] += Math.Abs(weight);
            if (met == TapReach.Always) sums[input] += weight;
            else isAtEdge[input] = true;
        }

        var reads = ImmutableArray.CreateBuilder<ChannelRead>();
        for (int input = 0; input <= _inputs; input++)
        {
            if (magnitudes[input] != 0) reads.Add(new ChannelRead(input < _inputs ? input : -1, sums[input], magnitudes[input], isAtEdge[input]));
        }

        return reads.ToImmutable();
    }

    /// <summary>The input channel that the weight at an index meets.</summary>
    public int InputChannel(int index) => ColumnChannels is null ? Layer.InputChannel(index) : ColumnChannels[index % ColumnChannels.Length];

    /// <summary>The reads of a node whose input has this axis of channels; null where it is no layer with constant weights, or of other types or another layout.</summary>
    public static LayerReads? Of(Node node, int axis)
    {
        if (WeightedLayer.Of(node) is not { } layer || !HasKnownTypes(layer)) return null;
        Shape x = node.Input.Shape;
        switch (node.Operator)
        {
            case FullyConnected:
                return new LayerReads(layer, x[axis], 1, _ => TapReach.Always, ColumnsOf(x, axis, layer.Weights.Shape[1]));
            case DepthwiseConv2D depthwise when axis == 3:
                return new LayerReads(layer, x[3], x[3], Reach(layer, depthwise.Window, layer.Weights.Shape[3]));
            case Conv2D convolution when axis == 3:
                return new LayerReads(layer, x[3], x[3] / layer.Weights.Shape[3], Reach(layer, convolution.Window, layer.Weights.Shape[3]));
            case TransposeConv2D when axis == 3:
                // Which weights meet the input depends on where the output element lies.
                return new LayerReads(layer, x[3], x[3] / layer.Weights.Shape[3], _ => TapReach.Sometimes);
            default:
                return null;
        }
    }

    private static bool HasKnownTypes(in WeightedLayer layer) =>
        (layer.Node.Input.Type, layer.Weights.Type, layer.Bias?.Type) switch
        {
            (ElementType.Float32, ElementType.Float32, null or ElementType.Float32) => true,
            (ElementType.Int8, ElementType.Int8, null or ElementType.Int32) => layer is { Weights.Quantization: not null, Node.Input.Quantization: not null },
            (ElementType.Int16, ElementType.Int8, null or ElementType.Int32 or ElementType.Int64) => layer is { Weights.Quantization: not null, Node.Input.Quantization: not null },
            _ => false,
        };

    private static int[]? ColumnsOf(Shape x, int axis, int columns)
    {
        int[] channels = [.. Enumerable.Repeat(-1, columns)];
        foreach ((int channel, int column) in AxisIndex.Meetings(new AxisIndex(x, axis), new AxisIndex(1, columns), x.ElementCount))
        {
            if (channels[column] >= 0) return null;
            channels[column] = channel;
        }

        return channels;
    }

    private static Func<int, TapReach> Reach(in WeightedLayer layer, Window window, int innermost)
    {
        Shape x = layer.Node.Input.Shape, y = layer.Node.Output.Shape, weights = layer.Weights.Shape;
        TapReach[] rows = [.. Enumerable.Range(0, weights[1]).Select(row => ReachOf((row * window.DilationHeight) - window.Top, window.StrideHeight, y[1], x[1]))];
        TapReach[] columns = [.. Enumerable.Range(0, weights[2]).Select(column => ReachOf((column * window.DilationWidth) - window.Left, window.StrideWidth, y[2], x[2]))];
        return index =>
        {
            int tap = index / innermost;
            TapReach row = rows[tap / columns.Length % rows.Length], column = columns[tap % columns.Length];
            return row < column ? row : column;
        };
    }

    /// <summary>Whether the places first, first + stride, ... lie in [0, size).</summary>
    private static TapReach ReachOf(int first, int stride, int count, int size)
    {
        int met = Enumerable.Range(0, count).Count(i => first + (i * stride) is int place && place >= 0 && place < size);
        return met == count ? TapReach.Always : met > 0 ? TapReach.Sometimes : TapReach.Never;
    }
}
