using System;
using System.Buffers;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// Gives the weights of one filter their final values one by one; what is left moves to where the error at the layer's output is least (Optimal
/// Brain Compression, Frantar and Alistarh, NeurIPS 2022, algorithms 1 and 3): after weight p has become v, w -= [H^-1]_p (w_p - v) / [H^-1]_pp, and
/// row and column p leave H^-1 by a step of Gaussian elimination. Steps of time d^2.
/// </summary>
internal sealed class FilterElimination : IDisposable
{
    // As long as [d, d] at least; each filter needs one, and they are large.
    private readonly double[] _inverse;
    private readonly double[] _weights;
    private readonly int[] _elements;
    private readonly int _length;

    /// <summary>Starts with weights that may all still move.</summary>
    /// <param name="weights">The filter, d elements.</param>
    /// <param name="inverse">The inverse of H, [d, d].</param>
    public FilterElimination(ReadOnlySpan<double> weights, ReadOnlySpan<double> inverse)
    {
        _length = weights.Length;
        _weights = weights.ToArray();
        _inverse = ArrayPool<double>.Shared.Rent(inverse.Length);
        inverse.CopyTo(_inverse);
        _elements = new int[_length];
        for (int i = 0; i < _length; i++) _elements[i] = i;
        Left = _length;
    }

    /// <summary>How many weights may still move; they come first in the order of this class.</summary>
    public int Left { get; private set; }

    /// <summary>The element of the filter that is at an index of those left.</summary>
    public int Element(int index) => _elements[index];

    /// <summary>The present value of a weight that is left.</summary>
    public double Weight(int index) => _weights[index];

    /// <summary>What it would add to the error (w - v) H (w - v)^T to give a weight that is left this value.</summary>
    public double Price(int index, double value)
    {
        double difference = _weights[index] - value;
        return difference * difference / _inverse[(index * _length) + index];
    }

    /// <summary>Gives a weight that is left its final value.</summary>
    public void Fix(int index, double value)
    {
        int last = --Left;
        Swap(index, last);
        ReadOnlySpan<double> row = _inverse.AsSpan(last * _length, last);
        double pivot = _inverse[(last * _length) + last];
        Vectors.AddScaled(_weights.AsSpan(0, last), -(_weights[last] - value) / pivot, row);
        for (int i = 0; i < last; i++)
        {
            double factor = row[i] / pivot;
            if (factor != 0) Vectors.AddScaled(_inverse.AsSpan(i * _length, last), -factor, row);
        }
    }

    /// <summary>Ends the work on the filter.</summary>
    public void Dispose() => ArrayPool<double>.Shared.Return(_inverse);

    private void Swap(int a, int b)
    {
        if (a == b) return;
        (_weights[a], _weights[b]) = (_weights[b], _weights[a]);
        (_elements[a], _elements[b]) = (_elements[b], _elements[a]);
        Span<double> first = _inverse.AsSpan(a * _length, _length), second = _inverse.AsSpan(b * _length, _length);
        for (int i = 0; i < _length; i++) (first[i], second[i]) = (second[i], first[i]);
        for (int i = 0; i < _length; i++) (_inverse[(i * _length) + a], _inverse[(i * _length) + b]) = (_inverse[(i * _length) + b], _inverse[(i * _length) + a]);
    }
}
