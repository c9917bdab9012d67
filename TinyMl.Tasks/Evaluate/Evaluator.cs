using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Evaluate;

/// <summary>
/// Runs packed models beside their source, exactly as a device would run them, each sample from initial states, and compares both with the targets. Samples run
/// on all cores, and are scored in their order. What the source gives is kept for the next packed model, where that is not much.
/// </summary>
/// <param name="source">The graph before pruning and quantization.</param>
/// <param name="samples">Validation data with targets, or calibration data without.</param>
/// <param name="progress">Told how far a measurement is.</param>
internal sealed class Evaluator(Graph source, SampleSet samples, CompileProgress progress)
{
    /// <summary>Samples that run before they are scored.</summary>
    private const int Block = 64;

    /// <summary>The most values of the source's outputs that are kept: 64 MB.</summary>
    private const long MostKept = 1 << 24;

    private readonly int[] _measured = Measured(source);
    private readonly float[][]?[] _answers = new float[samples.Count][][];
    private readonly bool _keeps = source.Outputs.Sum(output => output.Shape.ElementCount) * samples.Count <= MostKept;

    /// <summary>The accuracy of one packed model.</summary>
    /// <inheritdoc cref="Measure(ReadOnlyMemory{byte}, CancellationToken)"/>
    public static AccuracyReport Measure(Graph source, ReadOnlyMemory<byte> packed, SampleSet samples, CancellationToken cancellation) =>
        new Evaluator(source, samples, CompileProgress.None).Measure(packed, cancellation);

    /// <summary>
    /// The accuracy over samples: top-1 for classes and R-squared for real targets, both of the first output of real values; without
    /// targets the share of samples with the same top-1 as the source, or where the output is values, <see cref="Fidelity"/>.
    /// </summary>
    /// <param name="packed">The packed file.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="DiagnosticException"><c>TML1102</c>: the targets do not fit the first output, or a sample drives an output beyond finite values.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public AccuracyReport Measure(ReadOnlyMemory<byte> packed, CancellationToken cancellation)
    {
        Tensor first = source.Outputs[_measured[0]];
        bool isIndex = Top1.IsIndex(first);
        Score expected = Score.Against(samples, (int)first.Shape.ElementCount, isIndex), actual = Score.Against(samples, (int)first.Shape.ElementCount, isIndex);
        var noise = new NoiseMeter();
        var fidelity = new Fidelity((int)first.Shape.ElementCount);
        float[][][] outputs = new float[samples.Count][][];
        int agreements = 0;
        for (int start = 0; start < samples.Count; start += Block)
        {
            int end = Math.Min(start + Block, samples.Count);
            progress.Report("evaluating", end, samples.Count, "samples");
            Run(packed, outputs, start, end, cancellation);
            for (int sample = start; sample < end; sample++)
            {
                foreach (int i in _measured)
                {
                    float[] reference = _answers[sample]![i], output = outputs[sample][i];
                    if (!Array.TrueForAll(reference, float.IsFinite) || !Array.TrueForAll(output, float.IsFinite)) throw ModelDiagnostics.NotFinite(samples.Path, sample, source.Outputs[i].Name);
                    if (!Top1.IsIndex(source.Outputs[i])) noise.Add(reference, output);
                }

                float[] answer = _answers[sample]![_measured[0]], given = outputs[sample][_measured[0]];
                if (isIndex ? answer[0] == given[0] : Top1.Of(answer) == Top1.Of(given)) agreements++;
                fidelity.Add(answer, given);
                expected.Add(sample, answer);
                actual.Add(sample, given);
                outputs[sample] = [];
                if (!_keeps) _answers[sample] = null;
            }
        }

        double agreement = (double)agreements / samples.Count;
        if (samples.Targets is null && !ClassOutput.Is(source, first)) return new AccuracyReport("fidelity", 1, fidelity.Value, samples.Count, agreement, noise.Decibels);
        return samples.Targets is null
            ? new AccuracyReport("agreement", 1, agreement, samples.Count, agreement, noise.Decibels)
            : new AccuracyReport(expected.Metric, expected.Value, actual.Value, samples.Count, agreement, noise.Decibels, expected.Rmse, actual.Rmse);
    }

    /// <summary>Runs some of the samples, with the source where its answers are not known yet.</summary>
    private void Run(ReadOnlyMemory<byte> packed, float[][][] outputs, int start, int end, CancellationToken cancellation)
    {
        GraphRunner? runner = _answers[start] is null ? new GraphRunner(source) : null;
        Parallel.For(
            start,
            end,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Runner: runner?.Fork(), Model: TinyModel.Load(packed)),
            (sample, _, own) =>
            {
                own.Model.Reset();
                samples.Feed(sample, own.Model);
                own.Model.Invoke();
                outputs[sample] = [.. source.Outputs.Select((output, i) => Read(own.Model, i, new float[output.Shape.ElementCount]))];
                if (own.Runner is null) return own;
                own.Runner.Run(samples, sample);
                _answers[sample] = [.. source.Outputs.Select(output => own.Runner.Read(output, new float[output.Shape.ElementCount]).ToArray())];
                return own;
            },
            _ => { });
    }

    private static float[] Read(TinyModel model, int output, float[] values)
    {
        RealValues.Load(model.Output<byte>(output), model.Outputs[output], values);
        return values;
    }

    /// <summary>The outputs of real values, which classifiers give beside a label; all of them where there are none.</summary>
    private static int[] Measured(Graph source)
    {
        int[] all = [.. Enumerable.Range(0, source.Outputs.Length)];
        int[] real = [.. all.Where(i => source.Outputs[i].Type == ElementType.Float32 || source.Outputs[i].Quantization is not null)];
        return real.Length > 0 ? real : all;
    }
}
