using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// The best of several forms of a network by what they differ from the float one, sample by sample. A form first shows on a few samples whether
/// it is worth running over all.
/// </summary>
/// <param name="noise">Measures forms.</param>
/// <param name="share">What a form may at most leave of the noise of the best one before it.</param>
internal sealed class BestForm(OutputNoise noise, double share)
{
    // Halfway: a few samples tell less than all of them.
    private readonly double _promising = (1 + share) / 2;

    private double[]? _few;
    private double[]? _all;

    /// <summary>Takes the form if it is the first one, or clearly better than the best.</summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public bool Takes(QuantizedGraph form, CancellationToken cancellation)
    {
        double[] few = noise.OfFew(form.Graph, form.Activations, cancellation);
        if (_few is not null && !(few.Sum() < _promising * _few.Sum())) return false;
        double[] all = [.. few, .. noise.OfOthers(form.Graph, form.Activations, cancellation)];
        if (_all is not null && !PairedNoise.IsClearlyLess(all, _all, share)) return false;
        (_few, _all) = (few, all);
        return true;
    }
}
