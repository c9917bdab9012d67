using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// LSTM layers in the integer form of TensorFlow Lite: symmetric int8 weights with a scale for each gate's matrix, int32 biases of the
/// scale of x times that of the weights, and a cell state of int16 whose scale is a power of two. Layers that take over a state from
/// elsewhere or give it away, have peepholes or clip stay with real values.
/// </summary>
internal static class LstmQuantizer
{
    // The cell state grows by 1 a step at most, and hardly ever leaves [-16, 16].
    private const int UsualExponent = -11;

    // What the state was at the end of calibration's sequences, with room for what it was before.
    private const float Headroom = 2;

    private const double LargestBias = 1 << 30;
    private const float SmallestMagnitude = 1e-30f;

    /// <summary>Whether a node is a layer that can compute with integers.</summary>
    public static bool IsPossible(Graph graph, Node node) =>
        node.Operator is Lstm { HasInitial: false, HasPeepholes: false, GateClip: float.PositiveInfinity, CellClip: float.PositiveInfinity }
        && !graph.Results.Contains(node.Outputs[1])
        && !graph.Nodes.Any(reader => reader.Inputs.Contains(node.Outputs[1]));

    /// <summary>The constants of a layer, quantized for the scale of its input.</summary>
    public static ImmutableArray<Tensor> Constants(Node node, float inputScale)
    {
        Tensor weights = node.Inputs[1], recurrent = node.Inputs[2], bias = node.Inputs[3];
        double[] largestBiases = [.. Magnitudes(bias).Select(magnitude => magnitude / LargestBias / inputScale)];
        float[] scales = [.. Magnitudes(weights).Zip(largestBiases, (magnitude, least) => (float)Math.Max(Scale(magnitude), least))];
        return [Quantized(weights, scales), Quantized(recurrent, [.. Magnitudes(recurrent).Select(Scale)]), QuantizedBias(bias, inputScale, scales)];
    }

    /// <summary>The cell state of a layer as int16.</summary>
    /// <param name="cell">The cell state.</param>
    /// <param name="range">The parameters that it would have as int8, which tell its range.</param>
    public static Tensor Cell(Tensor cell, QuantizationParameters range)
    {
        float magnitude = range.Scale * Math.Max(sbyte.MaxValue - range.ZeroPoint, range.ZeroPoint - sbyte.MinValue);
        int exponent = UsualExponent;
        while (exponent < 0 && MathF.ScaleB(short.MaxValue, exponent) < Headroom * magnitude) exponent++;
        return cell.As(ElementType.Int16, new QuantizationParameters(MathF.ScaleB(1, exponent), 0));
    }

    private static float Scale(float magnitude) => magnitude < SmallestMagnitude ? 1 : magnitude / sbyte.MaxValue;

    private static IEnumerable<float> Magnitudes(Tensor gates)
    {
        int block = (int)gates.Shape.ElementCount / Lstm.Gates;
        float[] values = gates.Values<float>().ToArray();
        return Enumerable.Range(0, Lstm.Gates).Select(gate => values.Skip(gate * block).Take(block).Max(Math.Abs));
    }

    private static Tensor Quantized(Tensor gates, float[] scales)
    {
        ReadOnlySpan<float> values = gates.Values<float>();
        sbyte[] quantized = new sbyte[values.Length];
        int block = values.Length / Lstm.Gates, rows = gates.Shape[0] / Lstm.Gates;
        for (int i = 0; i < quantized.Length; i++)
        {
            double level = Math.Round(values[i] / (double)scales[i / block], MidpointRounding.AwayFromZero);
            quantized[i] = (sbyte)Math.Clamp(level, -sbyte.MaxValue, sbyte.MaxValue);
        }

        var parameters = new QuantizationParameters([.. scales.SelectMany(scale => Enumerable.Repeat(scale, rows))], [.. new int[gates.Shape[0]]]);
        return Tensor.Constant<sbyte>(gates.Name, ElementType.Int8, gates.Shape, quantized, parameters);
    }

    private static Tensor QuantizedBias(Tensor bias, float inputScale, float[] scales)
    {
        ReadOnlySpan<float> values = bias.Values<float>();
        int[] quantized = new int[values.Length];
        int block = values.Length / Lstm.Gates;
        for (int i = 0; i < quantized.Length; i++)
        {
            double level = Math.Round(values[i] / ((double)inputScale * scales[i / block]), MidpointRounding.AwayFromZero);
            quantized[i] = (int)Math.Clamp(level, -int.MaxValue, int.MaxValue);
        }

        return Tensor.Constant<int>(bias.Name, ElementType.Int32, bias.Shape, quantized);
    }
}
