using System;
using System.Buffers.Binary;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Runs a graph with and without its dead channels on a few inputs of uniformly distributed bytes, or of real values in [-1, 1), and
/// compares the outputs. Every build does it that removed channels.
/// </summary>
internal static class ReductionCheck
{
    private const int MostRuns = 4;

    /// <summary>Enough for four runs of a model of a microcontroller; larger ones are run less often.</summary>
    private const long MacBudget = 30_000_000;

    /// <summary>What sums of floats may differ by in another order, relative to the largest output.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Whether both graphs compute the same: every bit where layers compute with integers, else to rounding.</summary>
    /// <exception cref="InvalidOperationException">Graphs of integer layers do not; the reduction has a defect.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static bool Passes(Graph whole, Graph reduced, CancellationToken cancellation)
    {
        bool isExact = !whole.Nodes.Any(node => WeightedLayer.Of(node) is { Weights.Type: ElementType.Float32 });
        TinyModel expected = Load(whole), actual = Load(reduced);
        long runs = Math.Clamp(MacBudget / Math.Max(1, whole.Macs), 1, MostRuns);
        ulong seed = 0;
        for (int run = 0; run < runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int input = 0; input < expected.Inputs.Count; input++)
            {
                Fill(expected.Inputs[input].ElementType, expected.Input<byte>(input), ref seed);
                expected.Input<byte>(input).CopyTo(actual.Input<byte>(input));
            }

            expected.Invoke();
            actual.Invoke();
            for (int output = 0; output < expected.Outputs.Count; output++)
            {
                if (AreEqual(expected.Outputs[output].ElementType, expected.Output<byte>(output), actual.Output<byte>(output), isExact)) continue;
                if (isExact) throw new InvalidOperationException($"Without dead channels, {whole.Name} gives another output {expected.Outputs[output].Name}.");
                return false;
            }
        }

        return true;
    }

    private static TinyModel Load(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.PlanWithoutReuse(lowered)).Bytes);
    }

    // Other integers are indices, of which 0 is always one.
    private static void Fill(ElementType type, Span<byte> input, ref ulong seed)
    {
        input.Clear();
        if (type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16)
        {
            foreach (ref byte element in input) element = (byte)(Next(ref seed) >> 56);
        }
        else if (type == ElementType.Float32)
        {
            for (int i = 0; i < input.Length; i += sizeof(float)) BinaryPrimitives.WriteSingleLittleEndian(input[i..], (float)((Next(ref seed) >> 40) * Math.ScaleB(1, -23)) - 1);
        }
    }

    // SplitMix64 (Steele et al., "Fast splittable pseudorandom number generators", 2014).
    private static ulong Next(ref ulong seed)
    {
        ulong z = seed += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static bool AreEqual(ElementType type, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, bool isExact)
    {
        if (isExact || type != ElementType.Float32) return expected.SequenceEqual(actual);

        ReadOnlySpan<float> a = MemoryMarshal.Cast<byte, float>(expected), b = MemoryMarshal.Cast<byte, float>(actual);
        float largest = 0;
        foreach (float value in a) largest = Math.Max(largest, float.IsFinite(value) ? Math.Abs(value) : 0);
        for (int i = 0; i < a.Length; i++)
        {
            if (!a[i].Equals(b[i]) && !(Math.Abs(a[i] - b[i]) <= Tolerance * largest)) return false;
        }

        return true;
    }
}
