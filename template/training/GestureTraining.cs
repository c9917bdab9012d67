using System;
using System.IO;
using System.Linq;
using TinyMl.Training.Layers;
using TinyMl.Training.Learning;
using TinyMl.Training.Onnx;
using TinyMl.Training.Signals;

namespace TinyMl.Training;

/// <summary>Trains the template's gesture classifier and writes everything that a project needs to use it.</summary>
public static class GestureTraining
{
    /// <summary>The seed of the files that the template ships.</summary>
    public const ulong DefaultSeed = 2;

    private const int CalibrationRecordings = 100;

    /// <summary>
    /// Synthesizes the recordings, trains, measures, and writes <c>gestures.onnx</c>, <c>.labels.txt</c>,
    /// <c>.calibration.npz</c>, <c>.validation.npz</c>, <c>.samples.csv</c> and the model card <c>.md</c>.
    /// </summary>
    /// <param name="seed">Everything random follows from it.</param>
    /// <param name="outputDirectory">Created where it does not exist; files in it are overwritten.</param>
    /// <returns>The share of held-out recordings that the float model classifies correctly, 0 to 1.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static double Run(ulong seed, string outputDirectory)
    {
        ArgumentNullException.ThrowIfNull(outputDirectory);
        var random = new SeededRandom(seed);
        var data = new GestureData(random);
        var network = new GestureNetwork(random.Split());
        Trainer.Fit(network, data.Training, random.Split());
        var evaluation = Evaluation.Of(network, data.HeldOut);

        string Output(string suffix) => Path.Combine(outputDirectory, "gestures" + suffix);
        Directory.CreateDirectory(outputDirectory);
        GestureModelFile.Write(Output(".onnx"), network);
        RecordingFiles.WriteLabels(Output(".labels.txt"));
        RecordingFiles.WriteCalibration(Output(".calibration.npz"), [.. data.Training.Take(CalibrationRecordings)]);
        RecordingFiles.WriteValidation(Output(".validation.npz"), data.HeldOut);
        RecordingFiles.WriteSamples(Output(".samples.csv"), data.Samples);
        ModelCard.Write(Output(".md"), evaluation, data.Training.Count);
        return evaluation.Accuracy;
    }
}
