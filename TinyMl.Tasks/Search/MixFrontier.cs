using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Search;

/// <summary>
/// All mixes of choices that no other mix beats in bytes and noise at once, by exact dynamic programming over bytes: a multiple-choice knapsack for every
/// budget at a time (Kellerer, Pferschy, Pisinger, "Knapsack Problems", 2004, section 11.5). Noises of layers count as independent, so that they add up.
/// </summary>
internal sealed class MixFrontier
{
    // Above so many bytes they are counted in larger units, rounded up: a mix never takes more than it seems to.
    private const int MostUnits = 1 << 16;

    private readonly ImmutableArray<ImmutableArray<PricedChoice>> _layers;
    private readonly byte[][] _taken;
    private readonly int[] _ends;
    private readonly long _unit;

    /// <summary>Finds the mixes of layers.</summary>
    /// <param name="layers">The choices of each layer, at least one and at most 255.</param>
    public MixFrontier(ImmutableArray<ImmutableArray<PricedChoice>> layers)
    {
        _layers = layers;
        long most = layers.Sum(choices => (long)choices.Max(choice => choice.Bytes));
        _unit = Math.Max(1, (most + MostUnits - 1) / MostUnits);
        int units = layers.Sum(choices => choices.Max(Units));
        _taken = new byte[layers.Length][];
        double[] best = new double[units + 1];
        Array.Fill(best, double.PositiveInfinity);
        best[0] = 0;
        for (int layer = 0; layer < layers.Length; layer++) best = Add(layer, best);

        var ends = new List<int>();
        for (int end = 0; end <= units; end++)
        {
            if (best[end] < (ends.Count == 0 ? double.PositiveInfinity : best[ends[^1]])) ends.Add(end);
        }

        _ends = [.. ends];
    }

    /// <summary>The number of mixes: bytes ascend, noise descends.</summary>
    public int Count => _ends.Length;

    /// <summary>The bytes of the weights of a mix.</summary>
    public long Bytes(int index) => _ends[index] * _unit;

    /// <summary>The number of each layer's choice in a mix.</summary>
    public ImmutableArray<int> Mix(int index)
    {
        int[] mix = new int[_layers.Length];
        int end = _ends[index];
        for (int layer = mix.Length - 1; layer >= 0; layer--)
        {
            mix[layer] = _taken[layer][end];
            end -= Units(_layers[layer][mix[layer]]);
        }

        return [.. mix];
    }

    /// <summary>The mix of least noise within a budget, by its index; -1 where there is none.</summary>
    public int Within(long budget)
    {
        int index = Array.BinarySearch(_ends, (int)Math.Clamp(budget / _unit, -1, _ends[^1]));
        return index >= 0 ? index : ~index - 1;
    }

    private double[] Add(int layer, double[] before)
    {
        double[] after = new double[before.Length];
        Array.Fill(after, double.PositiveInfinity);
        byte[] taken = _taken[layer] = new byte[before.Length];
        for (int choice = 0; choice < _layers[layer].Length; choice++)
        {
            int units = Units(_layers[layer][choice]);
            double noise = _layers[layer][choice].Noise;
            for (int end = units; end < after.Length; end++)
            {
                double sum = before[end - units] + noise;
                if (sum >= after[end]) continue;
                after[end] = sum;
                taken[end] = (byte)choice;
            }
        }

        return after;
    }

    private int Units(PricedChoice choice) => (int)((choice.Bytes + _unit - 1) / _unit);
}
