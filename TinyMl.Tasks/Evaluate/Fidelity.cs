using System;

namespace TinyMl.Tasks.Evaluate;

/// <summary>How closely a model gives the values that its source gives: R-squared with these as targets, 1 where they are equal.</summary>
/// <param name="length">The elements of the output.</param>
internal sealed class Fidelity(int length)
{
    private readonly double[] _sums = new double[length];
    private readonly double[] _squares = new double[length];
    private double _squaredError;
    private int _count;

    /// <summary>1 minus squared error over squared deviation from each element's mean; 0 for errors about constant values.</summary>
    public double Value
    {
        get
        {
            double deviation = 0;
            for (int i = 0; i < length; i++) deviation += _squares[i] - (_sums[i] * _sums[i] / _count);
            return _squaredError == 0 ? 1 : deviation > 0 ? 1 - (_squaredError / deviation) : 0;
        }
    }

    /// <summary>Adds the outputs for a sample.</summary>
    public void Add(ReadOnlySpan<float> source, ReadOnlySpan<float> output)
    {
        _count++;
        for (int i = 0; i < length; i++)
        {
            double error = (double)output[i] - source[i];
            _squaredError += error * error;
            _sums[i] += source[i];
            _squares[i] += (double)source[i] * source[i];
        }
    }
}
