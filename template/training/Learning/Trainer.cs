using System.Collections.Generic;
using System.Linq;
using TinyMl.Training.Layers;
using TinyMl.Training.Signals;

namespace TinyMl.Training.Learning;

/// <summary>Fits a network by mini-batches in random order, with a learning rate that falls linearly to zero.</summary>
internal static class Trainer
{
    private const int Epochs = 20;
    private const int BatchSize = 50;
    private const float LearningRate = 0.004f;

    /// <summary>Trains <paramref name="network"/> in place.</summary>
    public static void Fit(GestureNetwork network, IReadOnlyList<Recording> recordings, SeededRandom random)
    {
        var optimizer = new Adam(network.Parameters);
        Recording[] order = [.. recordings];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle<Recording>(order);
            int seen = 0;
            foreach (Recording[] batch in order.Chunk(BatchSize))
            {
                float progress = (epoch + ((float)seen / order.Length)) / Epochs;
                Features logits = network.Forward(GestureNetwork.ToFeatures(batch), training: true);
                network.Backward(SoftmaxCrossEntropy.Gradient(logits, batch));
                optimizer.Step(LearningRate * (1 - progress));
                seen += batch.Length;
            }
        }
    }
}
