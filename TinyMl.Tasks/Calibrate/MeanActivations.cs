using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>The mean over samples of each element of activations.</summary>
internal static class MeanActivations
{
    /// <summary>The means of some of a graph's activations, as tensors of real values with the name and shape of the activations.</summary>
    /// <param name="graph">The graph, of final types.</param>
    /// <param name="activations">What to average; each once.</param>
    /// <param name="samples">The data.</param>
    /// <param name="chosen">The samples to run, at least one.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyDictionary<Tensor, Tensor> Of(
        Graph graph, IReadOnlyList<Tensor> activations, SampleSet samples, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        int longest = (int)activations.Select(activation => activation.Shape.ElementCount).DefaultIfEmpty().Max();
        IReadOnlyList<(double[][] Sums, float[] Buffer)> parts = SampleRuns.Gather(
            new GraphRunner(graph),
            samples,
            chosen,
            () => (Sums: activations.Select(activation => new double[activation.Shape.ElementCount]).ToArray(), Buffer: new float[longest]),
            (part, runner, _) =>
            {
                for (int i = 0; i < activations.Count; i++)
                {
                    double[] sums = part.Sums[i];
                    System.ReadOnlySpan<float> values = runner.Read(activations[i], part.Buffer);
                    for (int j = 0; j < sums.Length; j++) sums[j] += values[j];
                }
            },
            cancellation);
        return activations.Select((activation, i) => (activation, i)).ToDictionary(
            pair => pair.activation,
            pair => Tensor.Constant(pair.activation.Name, pair.activation.Shape, Mean([.. parts.Select(part => part.Sums[pair.i])], chosen.Count)));
    }

    private static float[] Mean(double[][] parts, int count)
    {
        float[] mean = new float[parts[0].Length];
        for (int i = 0; i < mean.Length; i++)
        {
            double sum = 0;
            foreach (double[] part in parts) sum += part[i];
            mean[i] = (float)(sum / count);
        }

        return mean;
    }
}
