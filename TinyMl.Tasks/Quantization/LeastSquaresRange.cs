using System;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>The range whose int8 numbers have the least squared error over an activation's values: what saturates and what is rounded, together.</summary>
internal static class LeastSquaresRange
{
    private const int Candidates = 64;
    private const int Sweeps = 2;

    /// <summary>The range: its ends are sought in turn, each among 64 shares of the end of all values.</summary>
    public static ValueRange Of(ActivationHistogram histogram)
    {
        ValueRange all = histogram.Range, best = all;
        if (histogram.IsConstant) return all;
        double least = Error(histogram, best);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            // An end that is on the other side of 0 costs nothing: every range is widened to 0.
            for (int i = 1; i < Candidates && all.Maximum > 0; i++) Try(best with { Maximum = Math.Max(all.Maximum * i / Candidates, best.Minimum) });
            for (int i = 1; i < Candidates && all.Minimum < 0; i++) Try(best with { Minimum = Math.Min(all.Minimum * i / Candidates, best.Maximum) });
        }

        return best;

        void Try(ValueRange range)
        {
            double error = Error(histogram, range);
            if (error < least) (best, least) = (range, error);
        }
    }

    private static double Error(ActivationHistogram histogram, ValueRange range)
    {
        QuantizationParameters parameters = AffineQuantization.Parameters(range);
        double error = 0;
        for (int bin = 0; bin < ActivationHistogram.Bins; bin++)
        {
            if (histogram.Counts[bin] == 0) continue;
            double value = histogram.Center(bin), level = Math.Round(value / parameters.Scale, MidpointRounding.AwayFromZero) + parameters.ZeroPoint;
            double difference = value - ((Math.Clamp(level, sbyte.MinValue, sbyte.MaxValue) - parameters.ZeroPoint) * parameters.Scale);
            error += histogram.Counts[bin] * difference * difference;
        }

        return error;
    }
}
