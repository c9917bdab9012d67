using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>Compares what two forms of a graph differ from it by, sample by sample, so that chance does not choose between them.</summary>
internal static class PairedNoise
{
    // Standard errors of the mean difference.
    private const double Significance = 2;

    /// <summary>
    /// Whether one form is better than another: its sum is at most a share of the other's, and the mean of the differences is two standard
    /// errors from 0.
    /// </summary>
    /// <param name="noise">The noise of the one, a number of at least 0 for each sample.</param>
    /// <param name="other">That of the other.</param>
    /// <param name="share">The share of the other's noise, at most 1.</param>
    public static bool IsClearlyLess(ReadOnlySpan<double> noise, ReadOnlySpan<double> other, double share)
    {
        double sum = 0, otherSum = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            sum += noise[i];
            otherSum += other[i];
        }

        if (!(sum <= share * otherSum) || !(sum < otherSum)) return false;
        double mean = (otherSum - sum) / noise.Length, squares = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            double deviation = other[i] - noise[i] - mean;
            squares += deviation * deviation;
        }

        // The standard error of the mean, of one sample that of nothing.
        return noise.Length == 1 || mean >= Significance * Math.Sqrt(squares / noise.Length / (noise.Length - 1));
    }
}
