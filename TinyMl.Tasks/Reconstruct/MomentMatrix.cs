using System;
using System.Threading.Tasks;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// Sums over vectors x of what filters see, and over what the same filters of a reference network see in their place, from which
/// follow means and covariances. Every element is summed in the order in which the vectors come, whatever the number of cores.
/// </summary>
internal sealed class MomentMatrix
{
    // Below so many products a second thread costs more than it brings.
    private const long WorthAThread = 1 << 18;

    private readonly double[] _sums;
    private readonly double[] _products;
    private readonly double[]? _driftSums;
    private readonly double[]? _driftProducts;

    /// <summary>Sums of nothing yet.</summary>
    /// <param name="length">The length of the vectors.</param>
    /// <param name="hasReference">Whether there is a reference network.</param>
    public MomentMatrix(int length, bool hasReference)
    {
        Length = length;
        _sums = new double[length];
        _products = new double[length * length];
        if (!hasReference) return;
        _driftSums = new double[length];
        _driftProducts = new double[length * length];
    }

    /// <summary>d, the length of the vectors.</summary>
    public int Length { get; }

    /// <summary>The number of vectors.</summary>
    public long Count { get; private set; }

    /// <summary>Adds vectors, one after the other.</summary>
    /// <param name="fields">The vectors x, among others.</param>
    /// <param name="references">What the reference network has in their place; empty where there is none.</param>
    /// <param name="first">Where the first vector begins.</param>
    /// <param name="stride">The elements from one vector to the next.</param>
    /// <param name="count">The number of vectors.</param>
    public void Add(double[] fields, double[] references, int first, int stride, int count)
    {
        if (count * (long)_products.Length >= WorthAThread)
        {
            Parallel.For(0, Length, row => AddRow(fields, references, first, stride, count, row));
        }
        else
        {
            for (int row = 0; row < Length; row++) AddRow(fields, references, first, stride, count, row);
        }

        Count += count;
    }

    /// <summary>The means of x.</summary>
    public double[] Mean() => Array.ConvertAll(_sums, sum => sum / Count);

    /// <summary>The means of the reference's vectors.</summary>
    public double[] ReferenceMean()
    {
        double[] mean = Mean();
        for (int i = 0; i < mean.Length && _driftSums is not null; i++) mean[i] += _driftSums[i] / Count;
        return mean;
    }

    /// <summary>The covariance E[(x - m)(x - m)^T], [d, d].</summary>
    public double[] Covariance()
    {
        double[] covariance = new double[_products.Length];
        for (int i = 0; i < Length; i++)
        {
            for (int j = i; j < Length; j++)
            {
                double value = (_products[(i * Length) + j] / Count) - (_sums[i] / Count * (_sums[j] / Count));
                covariance[(i * Length) + j] = covariance[(j * Length) + i] = value;
            }
        }

        return covariance;
    }

    /// <summary>How the reference's deviation goes along with x: E[(r - x)(x - m)^T], [d, d]; null where there is no reference.</summary>
    public double[]? Drift()
    {
        if (_driftSums is null || _driftProducts is null) return null;
        double[] drift = new double[_driftProducts.Length];
        for (int i = 0; i < Length; i++)
        {
            for (int j = 0; j < Length; j++)
            {
                drift[(i * Length) + j] = (_driftProducts[(i * Length) + j] / Count) - (_driftSums[i] / Count * (_sums[j] / Count));
            }
        }

        return drift;
    }

    private void AddRow(double[] fields, double[] references, int first, int stride, int count, int row)
    {
        Span<double> products = _products.AsSpan((row * Length) + row, Length - row);
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<double> x = fields.AsSpan(first + (n * stride), Length);
            _sums[row] += x[row];
            if (x[row] != 0) Vectors.AddScaled(products, x[row], x[row..]);
        }

        if (_driftSums is null || _driftProducts is null) return;
        Span<double> drifts = _driftProducts.AsSpan(row * Length, Length);
        for (int n = 0; n < count; n++)
        {
            double drift = references[first + (n * stride) + row] - fields[first + (n * stride) + row];
            _driftSums[row] += drift;
            if (drift != 0) Vectors.AddScaled(drifts, drift, fields.AsSpan(first + (n * stride), Length));
        }
    }
}
