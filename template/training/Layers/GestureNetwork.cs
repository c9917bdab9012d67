using System.Collections.Generic;
using System.Linq;
using TinyMl.Training.Signals;

namespace TinyMl.Training.Layers;

/// <summary>
/// The classifier: three strided convolutions along time, each with batch normalization and ReLU, the mean over time,
/// and one fully connected layer, whose outputs are logits.
/// </summary>
internal sealed class GestureNetwork(SeededRandom random)
{
    /// <summary>The layers in order.</summary>
    public IReadOnlyList<Layer> Layers { get; } =
    [
        .. Block(Recording.Axes, 12, kernel: 5, random),
        .. Block(12, 16, kernel: 5, random),
        .. Block(16, 24, kernel: 3, random),
        new GlobalAveragePooling(),
        new FullyConnected(24, GestureSynthesizer.Gestures.Count, random),
    ];

    /// <summary>Everything that is learned.</summary>
    public IEnumerable<Parameter> Parameters => Layers.SelectMany(layer => layer.Parameters);

    /// <summary>Recordings as the input of the first layer: [recordings, axes, time].</summary>
    public static Features ToFeatures(IReadOnlyList<Recording> recordings)
    {
        var features = new Features(recordings.Count, Recording.Axes, Recording.Length);
        for (int sample = 0; sample < recordings.Count; sample++)
            recordings[sample].Values.CopyTo(features.Sample(sample));
        return features;
    }

    /// <summary>Logits as [samples, classes, 1].</summary>
    public Features Forward(Features input, bool training) =>
        Layers.Aggregate(input, (features, layer) => layer.Forward(features, training));

    /// <summary>Writes the gradients of all parameters, given the gradient of the loss with respect to the logits.</summary>
    public void Backward(Features logitGradient)
    {
        Features gradient = logitGradient;
        foreach (Layer layer in Layers.Reverse())
            gradient = layer.Backward(gradient);
    }

    private static Layer[] Block(int inputs, int outputs, int kernel, SeededRandom random) =>
        [new Convolution(inputs, outputs, kernel, stride: 2, random), new BatchNormalization(outputs), new Relu()];
}
