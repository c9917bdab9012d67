using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// What errors in each channel of an activation are worth at the outputs of a float graph: their energy there for an energy of 1, as if all nodes but layers and
/// means let them pass.
/// </summary>
internal sealed class ChannelWorths
{
    private readonly ChannelFlows _flows;
    private readonly Dictionary<Tensor, double[]> _worths = [];

    /// <summary>Walks from the outputs to the inputs.</summary>
    public ChannelWorths(ChannelFlows flows)
    {
        _flows = flows;
        foreach (Tensor result in flows.Graph.Results) Array.Fill(WorthsOf(result), 1);
        foreach (Node node in flows.Graph.Nodes.Reverse()) Pass(node);
    }

    /// <summary>The worths of an activation's channels.</summary>
    public IReadOnlyList<double> this[Tensor activation] => WorthsOf(activation);

    private void Pass(Node node)
    {
        ChannelFlow flow = _flows.Of(node);
        double[] outputs = WorthsOf(node.Output);
        if (flow.Reads is { NeedsWholeInput: false } reads)
        {
            double[] worths = WorthsOf(node.Input);
            ReadOnlySpan<float> weights = reads.Layer.Weights.Values<float>();
            for (int i = 0; i < weights.Length; i++) worths[reads.InputChannel(i)] += (double)weights[i] * weights[i] * outputs[reads.Layer.OutputChannel(i)];
            return;
        }

        for (int k = 0; k < node.Inputs.Length; k++)
        {
            if (node.Inputs[k].IsConstant) continue;
            double[] worths = WorthsOf(node.Inputs[k]);
            if (k < flow.Links.Length && flow.Links[k] is { } link)
            {
                foreach ((int input, int output) in link.Pairs) worths[input] += outputs[output] / Averaged(node);
            }
            else
            {
                double mean = outputs.Average();
                for (int channel = 0; channel < worths.Length; channel++) worths[channel] += mean;
            }
        }
    }

    // Errors of so many elements average out.
    private static long Averaged(Node node) => node.Operator switch
    {
        AveragePool2D pool => (long)pool.Height * pool.Width,
        Mean => node.Input.Shape.ElementCount / node.Output.Shape.ElementCount,
        _ => 1,
    };

    private double[] WorthsOf(Tensor activation)
    {
        if (!_worths.TryGetValue(activation, out double[]? worths)) _worths.Add(activation, worths = new double[_flows.ChannelsOf(activation)]);
        return worths;
    }
}
