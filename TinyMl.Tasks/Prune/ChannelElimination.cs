using System;
using System.Linq;
using System.Threading.Tasks;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// A layer that loses input channels one after the other, while all of its filters make up for each by least squares: elements E of the
/// input cost the sum over filters of w_E ([H^-1]_EE)^-1 w_E^T (Optimal Brain Surgeon for groups of weights).
/// </summary>
internal sealed class ChannelElimination
{
    private readonly SecondMoments _moments;
    private readonly int _channels;
    private readonly double[][] _inverses;
    private readonly double[][][] _weights;

    /// <summary>Starts with all channels.</summary>
    /// <param name="layer">The layer, of one group.</param>
    /// <param name="moments">The second moments of its inputs.</param>
    public ChannelElimination(in WeightedLayer layer, SecondMoments moments)
    {
        _moments = moments;
        _channels = layer.OutputChannels;
        _inverses = new double[moments.Parts.Length][];
        _weights = new double[moments.Parts.Length][][];
        float[] weights = layer.Weights.Values<float>().ToArray();
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            _inverses[i] = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count).Inverse();
            _weights[i] =
            [
                .. from channel in Enumerable.Range(0, _channels)
                   select Enumerable.Range(0, part.Length).Select(element => (double)weights[moments.Field.WeightIndex(channel, part.First + element)]).ToArray(),
            ];
        }
    }

    /// <summary>The mean squared error at the layer's output, over all output channels, that the loss of elements of the input adds.</summary>
    /// <param name="elements">Elements of a filter, ascending, none of which is gone.</param>
    public double Price(int[] elements)
    {
        double price = 0;
        for (int i = 0; i < _inverses.Length; i++)
        {
            int[] own = Own(i, elements);
            if (own.Length == 0) continue;
            double[] block = new double[own.Length * own.Length];
            for (int a = 0; a < own.Length; a++)
            {
                for (int b = 0; b < own.Length; b++) block[(a * own.Length) + b] = _inverses[i][(own[a] * _moments.Parts[i].Length) + own[b]];
            }

            // Positive definite but for rounding errors, of which nothing remains to be said then.
            if (Cholesky.InverseFactor(block, own.Length) is not { } factor) continue;
            foreach (double[] filter in _weights[i]) price += SquaredNorm(factor, filter, own);
        }

        return price;
    }

    /// <summary>Removes elements of the input.</summary>
    public void Remove(int[] elements)
    {
        for (int i = 0; i < _inverses.Length; i++)
        {
            foreach (int element in Own(i, elements)) Remove(_inverses[i], _weights[i], element, _moments.Parts[i].Length);
        }
    }

    private static void Remove(double[] inverse, double[][] filters, int element, int length)
    {
        double[] row = inverse.AsSpan(element * length, length).ToArray();
        double pivot = row[element];
        if (!(pivot > 0)) return;
        Parallel.For(0, filters.Length, filter =>
        {
            Vectors.AddScaled(filters[filter], -filters[filter][element] / pivot, row);
            filters[filter][element] = 0;
        });
        Parallel.For(0, length, i =>
        {
            if (row[i] != 0) Vectors.AddScaled(inverse.AsSpan(i * length, length), -row[i] / pivot, row);
            inverse[(i * length) + element] = 0;
        });
        inverse.AsSpan(element * length, length).Clear();
    }

    private static double SquaredNorm(double[] factor, double[] filter, int[] elements)
    {
        double norm = 0;
        for (int a = 0; a < elements.Length; a++)
        {
            double sum = 0;
            for (int b = a; b < elements.Length; b++) sum += factor[(a * elements.Length) + b] * filter[elements[b]];
            norm += sum * sum;
        }

        return norm;
    }

    private int[] Own(int part, int[] elements)
    {
        FilterPart own = _moments.Parts[part];
        return [.. elements.Where(element => element >= own.First && element < own.First + own.Length).Select(element => element - own.First)];
    }
}
