using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>The constants of the four gates of an LSTM, each a tensor of the file, one below the other.</summary>
internal sealed record GateConstants(Tensor Weights, Tensor Recurrent, Tensor Bias)
{
    /// <summary>Reads the inputs that start at the given indices, in the order input, forget, cell, output.</summary>
    public static GateConstants Read(TfLiteNode node, int weights, int recurrent, int bias, int inputs)
    {
        Tensor[] ofInput = Read(node, weights), ofHidden = Read(node, recurrent);
        int units = ofInput[0].Shape[0];
        if (ofInput.Any(tensor => tensor.Shape != new Shape(units, inputs)) || ofHidden.Any(tensor => tensor.Shape != new Shape(units, units)))
        {
            throw node.Damaged($"has weights whose shapes do not match");
        }

        Tensor[] biases = [.. Enumerable.Range(0, Lstm.Gates).SelectMany(gate => node.Bias(bias + gate, units))];
        return new GateConstants(Joined(ofInput, "weights"), Joined(ofHidden, "recurrent_weights"), Joined(biases, "bias"));

        Tensor Joined(Tensor[] gates, string what)
        {
            byte[] data = [.. gates.SelectMany(gate => gate.Data.ToArray())];
            return new Tensor($"{node.Source.Name}/{what}", gates[0].Type, gates[0].Shape.With(0, Lstm.Gates * units), Quantization(gates, units), data);
        }
    }

    private static Tensor[] Read(TfLiteNode node, int first)
    {
        Tensor[] gates = [.. Enumerable.Range(first, Lstm.Gates).Select(index => node.Weights(index, rank: 2, channelAxis: 0))];
        return gates.Any(gate => gate.Quantization is { IsPerTensor: false })
            ? throw node.NotSupported("with a scale for each row of its weights", "Each matrix has one scale.")
            : gates;
    }

    private static QuantizationParameters? Quantization(Tensor[] gates, int units) => gates[0].Type != ElementType.Int8
        ? null
        : new QuantizationParameters([.. gates.SelectMany(gate => Enumerable.Repeat(gate.Quantization!.Scale, units))], [.. new int[gates.Length * units]]);
}
