using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// The channels of a graph's activations that hold one value, whatever the inputs are. A channel that depends on constant channels only
/// is computed by the node's own kernel, and is constant if all of its elements are equal: with padding that differs from the input, the
/// edges are not.
/// </summary>
internal sealed class ConstantChannels
{
    private readonly ChannelFlows _flows;
    private readonly Dictionary<Tensor, ImmutableArray<byte[]?>> _channels = [];

    private ConstantChannels(ChannelFlows flows)
    {
        _flows = flows;
    }

    /// <summary>Finds them, walking forward through the graph.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ConstantChannels Of(ChannelFlows flows, CancellationToken cancellation)
    {
        var constants = new ConstantChannels(flows);
        foreach (Node node in flows.Graph.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            ChannelFlow flow = flows.Of(node);
            if (flow.Axis < 0) continue;
            bool[] isIndependent = flow.Reads is { } reads ? constants.Independent(node, reads) : constants.Independent(node, flow);
            if (Array.Exists(isIndependent, value => value)) constants._channels.Add(node.Output, constants.Evaluate(node, flow.Axis, isIndependent));
        }

        return constants;
    }

    /// <summary>Whether a channel of an activation is constant.</summary>
    public bool Is(Tensor activation, int channel) => _channels.TryGetValue(activation, out ImmutableArray<byte[]?> values) && values[channel] is not null;

    /// <summary>Whether all channels of an activation are constant.</summary>
    public bool IsWhole(Tensor activation) => _channels.TryGetValue(activation, out ImmutableArray<byte[]?> values) && values.All(value => value is not null);

    /// <summary>The stored value of a constant channel, of Int8, Int16 or Float32.</summary>
    public double Value(Tensor activation, int channel) => Number(activation.Type, _channels[activation][channel]);

    /// <summary>An activation as a constant that has its values in the constant channels, and 0 in the others.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="shape">Its shape, or one that has only its axis of channels, and dimensions of 1.</param>
    public Tensor Filled(Tensor activation, Shape shape)
    {
        int size = activation.Type.Size();
        byte[] data = new byte[shape.ElementCount * size];
        if (_channels.TryGetValue(activation, out ImmutableArray<byte[]?> values))
        {
            var channels = new AxisIndex(shape, _flows.AxisOf(activation));
            for (int element = 0; element < data.Length / size; element++) values[channels[element]]?.CopyTo(data.AsSpan(element * size));
        }

        return new Tensor(activation.Name, activation.Type, shape, activation.Quantization, data);
    }

    private bool[] Independent(Node node, LayerReads reads)
    {
        bool[] isIndependent = new bool[reads.OutputChannels];
        for (int output = 0; output < isIndependent.Length; output++) isIndependent[output] = reads.Of(output).All(read => read.Input >= 0 && Is(node.Input, read.Input));
        return isIndependent;
    }

    private bool[] Independent(Node node, ChannelFlow flow)
    {
        bool[] isIndependent = new bool[node.Output.Shape[flow.Axis]];
        bool[] isZero = new bool[isIndependent.Length];
        Array.Fill(isIndependent, true);
        for (int k = 0; k < node.Inputs.Length; k++)
        {
            Tensor input = node.Inputs[k];
            if (flow.Links[k] is not { } link)
            {
                if (!input.IsConstant) Array.Fill(isIndependent, false);
                continue;
            }

            ImmutableArray<byte[]?> values = input.IsConstant ? Channels(input, link.Axis) : _channels.GetValueOrDefault(input, []);
            foreach ((int from, int to) in link.Pairs)
            {
                byte[]? value = values.IsEmpty ? null : values[from];
                isIndependent[to] &= input.IsConstant || value is not null;
                isZero[to] |= value is not null && node.Operator is Mul && IsZero(input, value);
            }
        }

        for (int channel = 0; channel < isZero.Length; channel++) isIndependent[channel] |= isZero[channel];
        return isIndependent;
    }

    private ImmutableArray<byte[]?> Evaluate(Node node, int axis, bool[] isIndependent)
    {
        Dictionary<Tensor, Tensor> filled = node.Inputs.Distinct().ToDictionary(input => input, input => input.IsConstant ? input : Filled(input, input.Shape));
        byte[] bytes = KernelEvaluation.Run(node.With(inputs: node.Inputs.Select(input => filled[input])));
        ImmutableArray<byte[]?> values = Channels(new Tensor(node.Output.Name, node.Output.Type, node.Output.Shape, null, bytes), axis);
        return [.. values.Select((value, channel) => isIndependent[channel] ? value : null)];
    }

    /// <summary>The value of each channel of a constant; null where its elements differ.</summary>
    private static ImmutableArray<byte[]?> Channels(Tensor constant, int axis)
    {
        int size = constant.Type.Size();
        var channels = new AxisIndex(constant.Shape, axis);
        byte[]?[] values = new byte[]?[constant.Shape[axis]];
        bool[] differs = new bool[values.Length];
        for (int element = 0; element < constant.Shape.ElementCount; element++)
        {
            int channel = channels[element];
            ReadOnlySpan<byte> stored = constant.Data.Slice(element * size, size);
            if (values[channel] is not { } value) values[channel] = stored.ToArray();
            else differs[channel] |= !stored.SequenceEqual(value);
        }

        return [.. values.Select((value, channel) => differs[channel] ? null : value)];
    }

    private static bool IsZero(Tensor tensor, byte[] value) =>
        tensor.Type is ElementType.Float32 or ElementType.Int8 or ElementType.Int16 && Number(tensor.Type, value) == (tensor.Quantization?.ZeroPoint ?? 0);

    private static double Number(ElementType type, byte[]? value) => type switch
    {
        ElementType.Int8 => MemoryMarshal.Read<sbyte>(value),
        ElementType.Int16 => MemoryMarshal.Read<short>(value),
        ElementType.Float32 => MemoryMarshal.Read<float>(value),
        _ => throw new InvalidOperationException($"Layers do not compute with {type}."),
    };
}
