using System;
using System.Linq;

namespace TinyMl.Tasks.Prune;

/// <summary>Chooses the weights to remove: those that matter least, by one threshold for all layers.</summary>
internal static class LeastScores
{
    /// <summary>
    /// Whether each weight is among the <paramref name="count"/> of least score. Infinite scores never are. Of equal ones, those of
    /// earlier layers and earlier weights are.
    /// </summary>
    /// <param name="scores">The scores of each layer's weights.</param>
    /// <param name="count">How many to choose.</param>
    public static bool[][] Choose(double[][] scores, long count)
    {
        double[] ascending = [.. scores.SelectMany(layer => layer).Where(double.IsFinite).Order()];
        int chosen = (int)Math.Min(count, ascending.Length);
        if (chosen == 0) return Array.ConvertAll(scores, layer => new bool[layer.Length]);

        double threshold = ascending[chosen - 1];
        int ties = chosen - ascending.TakeWhile(score => score < threshold).Count();
        return Array.ConvertAll(scores, layer => Array.ConvertAll(layer, score => score < threshold || (score.Equals(threshold) && ties-- > 0)));
    }
}
