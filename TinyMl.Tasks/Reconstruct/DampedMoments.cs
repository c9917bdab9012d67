using System;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// The quadratic form that a reconstruction minimizes: the covariance H of what filters see, with a multiple of the unit matrix added,
/// which keeps weights near what they were where the data says little. (w - v) H (w - v)^T is then the mean square of the error that
/// weights v in place of w make at the layer's output, once its bias makes up for the mean, plus the price of the distance.
/// </summary>
internal sealed class DampedMoments
{
    // Of the mean of the diagonal (GPTQ; Frantar et al., ICLR 2023).
    private const double Damping = 0.01;

    // Times elements by vectors: what few vectors say holds less for others. At as many vectors as elements it is a tenth of the mean.
    private const double DampingOfFewVectors = 0.1;
    private const double MoreDamping = 10;

    private DampedMoments(int length, double[] matrix, double[] inverseFactor)
    {
        Length = length;
        Matrix = matrix;
        InverseFactor = inverseFactor;
    }

    /// <summary>d.</summary>
    public int Length { get; }

    /// <summary>H, [d, d].</summary>
    public double[] Matrix { get; }

    /// <summary>U, upper triangular, with U^T U the inverse of H.</summary>
    public double[] InverseFactor { get; }

    /// <summary>Damps a covariance, [d, d], more where it would not be positive definite else.</summary>
    /// <param name="covariance">The covariance of vectors.</param>
    /// <param name="length">d.</param>
    /// <param name="count">The number of vectors.</param>
    public static DampedMoments Of(ReadOnlySpan<double> covariance, int length, long count)
    {
        double mean = 0;
        for (int i = 0; i < length; i++) mean += covariance[(i * length) + i] / length;
        if (!(mean > double.Epsilon) || !double.IsFinite(mean)) mean = 1;
        for (double damping = (Damping + (DampingOfFewVectors * length / count)) * mean; ; damping *= MoreDamping)
        {
            double[] damped = covariance.ToArray();
            for (int i = 0; i < length; i++) damped[(i * length) + i] = Math.Max(0, damped[(i * length) + i]) + damping;
            if (Cholesky.InverseFactor(damped, length) is { } factor) return new DampedMoments(length, damped, factor);
        }
    }

    /// <summary>The inverse of H, [d, d].</summary>
    public double[] Inverse() => Cholesky.Inverse(InverseFactor, Length);

    /// <summary>The same with the elements of the vectors in another order.</summary>
    public DampedMoments Reorder(int[] order)
    {
        double[] reordered = new double[Matrix.Length];
        for (int i = 0; i < Length; i++)
        {
            for (int j = 0; j < Length; j++) reordered[(i * Length) + j] = Matrix[(order[i] * Length) + order[j]];
        }

        // The order changes how numbers are rounded, too: what was barely positive definite may need more.
        return Cholesky.InverseFactor(reordered, Length) is { } factor ? new DampedMoments(Length, reordered, factor) : Of(reordered, Length, long.MaxValue);
    }

    /// <summary>(w - v) H (w - v)^T.</summary>
    public double Error(ReadOnlySpan<double> w, ReadOnlySpan<double> v)
    {
        double[] difference = new double[Length];
        for (int i = 0; i < Length; i++) difference[i] = w[i] - v[i];
        double error = 0;
        for (int i = 0; i < Length; i++)
        {
            if (difference[i] != 0) error += difference[i] * Vectors.Dot(Matrix.AsSpan(i * Length, Length), difference);
        }

        return error;
    }
}
