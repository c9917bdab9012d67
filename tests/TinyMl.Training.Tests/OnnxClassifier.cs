using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TinyMl.Training.Tests;

/// <summary>Runs the written model with ONNX Runtime, which shares no code with the training.</summary>
internal sealed class OnnxClassifier(string path) : IDisposable
{
    private readonly InferenceSession _session = new(path);

    public IReadOnlyList<int> InputShape => _session.InputMetadata.Single().Value.Dimensions;

    public IReadOnlyList<int> OutputShape => _session.OutputMetadata.Single().Value.Dimensions;

    public float[] Run(ReadOnlyMemory<float> input)
    {
        var tensor = new DenseTensor<float>(input.ToArray(), [.. InputShape]);
        using var outputs = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputNames.Single(), tensor)]);
        return [.. outputs.Single().AsEnumerable<float>()];
    }

    /// <summary>The share of the inputs, one after the other, whose largest output is their class.</summary>
    public double Accuracy(float[] inputs, long[] classes)
    {
        int length = inputs.Length / classes.Length;
        int correct = classes.Index().Count(sample =>
        {
            float[] scores = Run(inputs.AsMemory(sample.Index * length, length));
            return Array.IndexOf(scores, scores.Max()) == sample.Item;
        });
        return (double)correct / classes.Length;
    }

    public void Dispose() => _session.Dispose();
}
