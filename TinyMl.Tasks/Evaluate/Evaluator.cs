using System;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Evaluate;

/// <summary>Runs a packed model beside its source, exactly as a device would run it, each sample from initial states, and compares both with the targets.</summary>
internal static class Evaluator
{
    /// <summary>
    /// The accuracy over samples: top-1 for classes and R-squared for real targets, both of the first output of real values; without
    /// targets the share of samples with the same top-1 as the source, or where the output is values, <see cref="Fidelity"/>.
    /// </summary>
    /// <param name="source">The graph before pruning and quantization.</param>
    /// <param name="packed">The packed file.</param>
    /// <param name="samples">Validation data with targets, or calibration data without.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="DiagnosticException"><c>TML1102</c>: the targets do not fit the first output, or a sample drives an output beyond finite values.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static AccuracyReport Measure(Graph source, ReadOnlyMemory<byte> packed, SampleSet samples, CancellationToken cancellation)
    {
        int[] measured = Measured(source);
        Tensor first = source.Outputs[measured[0]];
        bool isIndex = Top1.IsIndex(first);
        Score expected = Score.Against(samples, (int)first.Shape.ElementCount, isIndex), actual = Score.Against(samples, (int)first.Shape.ElementCount, isIndex);
        var reference = new GraphRunner(source);
        TinyModel model = TinyModel.Load(packed);
        var noise = new NoiseMeter();
        var fidelity = new Fidelity((int)first.Shape.ElementCount);
        float[][] references = [.. source.Outputs.Select(output => new float[output.Shape.ElementCount])];
        float[][] outputs = [.. references.Select(values => new float[values.Length])];
        int agreements = 0;
        for (int sample = 0; sample < samples.Count; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            reference.Run(samples, sample);
            model.Reset();
            samples.Feed(sample, model);
            model.Invoke();
            foreach (int i in measured)
            {
                reference.Read(source.Outputs[i], references[i]);
                RealValues.Load(model.Output<byte>(i), model.Outputs[i], outputs[i]);
                if (!Array.TrueForAll(references[i], float.IsFinite) || !Array.TrueForAll(outputs[i], float.IsFinite)) throw ModelDiagnostics.NotFinite(samples.Path, sample, source.Outputs[i].Name);
                if (!Top1.IsIndex(source.Outputs[i])) noise.Add(references[i], outputs[i]);
            }

            float[] answer = references[measured[0]], given = outputs[measured[0]];
            if (isIndex ? answer[0] == given[0] : Top1.Of(answer) == Top1.Of(given)) agreements++;
            fidelity.Add(answer, given);
            expected.Add(sample, answer);
            actual.Add(sample, given);
        }

        double agreement = (double)agreements / samples.Count;
        if (samples.Targets is null && !ClassOutput.Is(source, first)) return new AccuracyReport("fidelity", 1, fidelity.Value, samples.Count, agreement, noise.Decibels);
        return samples.Targets is null
            ? new AccuracyReport("agreement", 1, agreement, samples.Count, agreement, noise.Decibels)
            : new AccuracyReport(expected.Metric, expected.Value, actual.Value, samples.Count, agreement, noise.Decibels, expected.Rmse, actual.Rmse);
    }

    /// <summary>The outputs of real values, which classifiers give beside a label; all of them where there are none.</summary>
    private static int[] Measured(Graph source)
    {
        int[] all = [.. Enumerable.Range(0, source.Outputs.Length)];
        int[] real = [.. all.Where(i => source.Outputs[i].Type == ElementType.Float32 || source.Outputs[i].Quantization is not null)];
        return real.Length > 0 ? real : all;
    }
}
