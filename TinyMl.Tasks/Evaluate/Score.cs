using System;
using System.Linq;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Evaluate;

/// <summary>How well a model's outputs meet the targets of a sample set.</summary>
internal abstract class Score
{
    /// <summary>The metric's name in reports.</summary>
    public abstract string Metric { get; }

    /// <summary>The value; 1 is perfect.</summary>
    public abstract double Value { get; }

    /// <summary>The root of the mean squared error, for real targets.</summary>
    public virtual double? Rmse => null;

    /// <summary>
    /// The score that the targets ask for. Integer targets are classes, except where the output has one element and some
    /// are neither 0 nor 1: these are values to predict. Without targets nothing is scored.
    /// </summary>
    /// <param name="samples">The samples and their targets.</param>
    /// <param name="length">The elements of the output that is scored.</param>
    /// <param name="isIndex">Whether the output is the number of a class itself.</param>
    /// <exception cref="DiagnosticException"><c>TML1102</c>: the targets do not fit the output.</exception>
    public static Score Against(SampleSet samples, int length, bool isIndex)
    {
        if (samples.Targets is not { } targets) return new NoScore();

        if (isIndex && targets.AreClasses) return new IndexScore(targets);
        int classes = Top1.Classes(length);
        int stray = targets.AreClasses ? Enumerable.Range(0, samples.Count).FirstOrDefault(sample => targets.Class(sample) < 0 || targets.Class(sample) >= classes, -1) : -1;
        if (targets.AreClasses && stray < 0) return new ClassScore(targets);
        if (length == targets.Length) return new RealScore(targets);
        throw ModelDiagnostics.DataMismatch(samples.Path, targets.AreClasses
            ? FormattableString.Invariant($"sample {stray} (from 0) has the class {targets.Class(stray)}, and the model's first output has the classes 0 to {classes - 1}")
            : FormattableString.Invariant($"it has {targets.Length} real targets a sample, and the model's first output has {length} elements (classes must be integers)"));
    }

    /// <summary>Scores the output for a sample.</summary>
    public abstract void Add(int sample, ReadOnlySpan<float> output);

    private sealed class NoScore : Score
    {
        public override string Metric => "none";

        public override double Value => 0;

        public override void Add(int sample, ReadOnlySpan<float> output)
        {
            // Without targets there is nothing to meet.
        }
    }

    private class ClassScore(Targets targets) : Score
    {
        private int _hits;

        public override string Metric => "top-1";

        public override double Value => (double)_hits / targets.Count;

        public override void Add(int sample, ReadOnlySpan<float> output)
        {
            if (Class(output) == targets.Class(sample)) _hits++;
        }

        protected virtual float Class(ReadOnlySpan<float> output) => Top1.Of(output);
    }

    private sealed class IndexScore(Targets targets) : ClassScore(targets)
    {
        protected override float Class(ReadOnlySpan<float> output) => output[0];
    }

    private sealed class RealScore(Targets targets) : Score
    {
        private readonly float[] _target = new float[targets.Length];
        private double _squaredError;

        public override string Metric => "r-squared";

        /// <summary>1 minus squared error over squared deviation from each element's mean; 0 for imperfect answers to constant targets.</summary>
        public override double Value
        {
            get
            {
                double deviation = SquaredDeviation();
                return _squaredError == 0 ? 1 : deviation > 0 ? 1 - (_squaredError / deviation) : 0;
            }
        }

        public override double? Rmse => Math.Sqrt(_squaredError / targets.Count / targets.Length);

        public override void Add(int sample, ReadOnlySpan<float> output)
        {
            targets.CopyTo(sample, _target);
            for (int i = 0; i < output.Length; i++)
            {
                double error = (double)output[i] - _target[i];
                _squaredError += error * error;
            }
        }

        private double SquaredDeviation()
        {
            double[] means = new double[targets.Length];
            double deviation = 0;
            for (int sample = 0; sample < targets.Count; sample++)
            {
                targets.CopyTo(sample, _target);
                for (int i = 0; i < means.Length; i++) means[i] += _target[i] / (double)targets.Count;
            }

            for (int sample = 0; sample < targets.Count; sample++)
            {
                targets.CopyTo(sample, _target);
                for (int i = 0; i < means.Length; i++) deviation += (_target[i] - means[i]) * (_target[i] - means[i]);
            }

            return deviation;
        }
    }
}
