using System;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Calibrate;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// The range that keeps most of what an activation's distribution tells: the least Kullback-Leibler divergence of the distribution, with what
/// is beyond the range moved to its ends, from what 256 levels leave of it (Migacz, "8-bit Inference with TensorRT", GTC 2017).
/// </summary>
internal static class EntropyRange
{
    private const int Levels = 256;
    private const int Step = 16;

    /// <summary>The range, of magnitudes from an eighth of the largest one on.</summary>
    public static ValueRange Of(ActivationHistogram histogram)
    {
        ValueRange all = histogram.Range, best = all;
        if (histogram.IsConstant) return all;
        double least = double.PositiveInfinity;
        for (int bins = ActivationHistogram.Bins; bins >= Levels; bins -= Step)
        {
            float magnitude = (float)((double)all.Magnitude * bins / ActivationHistogram.Bins);
            if (all.Minimum > magnitude || all.Maximum < -magnitude) break;
            var range = new ValueRange(Math.Max(all.Minimum, -magnitude), Math.Min(all.Maximum, magnitude));
            double divergence = Divergence(histogram, histogram.Bin(range.Minimum), histogram.Bin(range.Maximum));
            if (divergence < least) (best, least) = (range, divergence);
        }

        return best;
    }

    private static double Divergence(ActivationHistogram histogram, int first, int last)
    {
        ReadOnlySpan<long> counts = histogram.Counts;
        int length = last - first + 1;
        long[] reference = counts.Slice(first, length).ToArray();
        for (int bin = 0; bin < first; bin++) reference[0] += counts[bin];
        for (int bin = last + 1; bin < counts.Length; bin++) reference[^1] += counts[bin];

        long total = 0, kept = 0;
        for (int i = 0; i < length; i++) (total, kept) = (total + reference[i], kept + counts[first + i]);
        if (kept == 0) return double.PositiveInfinity;

        double divergence = 0;
        for (int level = 0; level < Levels; level++)
        {
            int start = (int)((long)level * length / Levels), end = (int)((long)(level + 1) * length / Levels), filled = 0;
            long sum = 0;
            for (int i = start; i < end; i++)
            {
                sum += counts[first + i];
                if (counts[first + i] > 0) filled++;
            }

            for (int i = start; i < end; i++)
            {
                if (reference[i] == 0) continue;

                // An end bin that holds nothing but what was moved there counts as half a value.
                double p = (double)reference[i] / total, q = counts[first + i] == 0 ? 0.5 / total : (double)sum / filled / kept;
                divergence += p * Logarithm.Log(p / q);
            }
        }

        return divergence;
    }
}
