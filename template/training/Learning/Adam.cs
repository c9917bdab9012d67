using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Training.Layers;

namespace TinyMl.Training.Learning;

/// <summary>The Adam optimizer (Kingma and Ba, 2015) with the paper's constants.</summary>
internal sealed class Adam(IEnumerable<Parameter> parameters)
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly Moments[] _moments = [.. parameters.Select(parameter => new Moments(parameter))];
    private int _steps;

    /// <summary>Moves every parameter against its gradient.</summary>
    public void Step(float learningRate)
    {
        _steps++;
        float firstCorrection = 1 - MathF.Pow(FirstDecay, _steps);
        float secondCorrection = 1 - MathF.Pow(SecondDecay, _steps);
        foreach (Moments moments in _moments)
        {
            float[] values = moments.Parameter.Values;
            float[] gradients = moments.Parameter.Gradients;
            for (int i = 0; i < values.Length; i++)
            {
                float first = moments.First[i] += (1 - FirstDecay) * (gradients[i] - moments.First[i]);
                float second = moments.Second[i] += (1 - SecondDecay) * ((gradients[i] * gradients[i]) - moments.Second[i]);
                values[i] -= learningRate * (first / firstCorrection) / (MathF.Sqrt(second / secondCorrection) + Epsilon);
            }
        }
    }

    private sealed class Moments(Parameter parameter)
    {
        public Parameter Parameter { get; } = parameter;

        public float[] First { get; } = new float[parameter.Values.Length];

        public float[] Second { get; } = new float[parameter.Values.Length];
    }
}
