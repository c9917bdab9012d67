using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using TinyMl.Training.Learning;
using TinyMl.Training.Signals;

namespace TinyMl.Training;

/// <summary>The page beside the model that says what it takes, what it gives and how well.</summary>
internal static class ModelCard
{
    /// <summary>Writes the page as Markdown.</summary>
    public static void Write(string path, Evaluation evaluation, int trainingRecordings)
    {
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(text).Append('\n');
        string[] labels = [.. GestureSynthesizer.Gestures.Select(RecordingFiles.Label)];

        Line("# gestures.onnx");
        Line();
        Line("Tells what a hand does with the device from its accelerometer. Trained on synthetic signals: a start, to be");
        Line("replaced by a model of your own recordings.");
        Line();
        Line($"- Input: acceleration in g, [1, {Recording.Axes}, 1, {Recording.Length}]: "
            + $"{Recording.Length} samples of x, then of y, then of z, {Recording.SampleRate} per second.");
        Line($"- Output: a probability for each of {string.Join(", ", labels)}.");
        Line($"- Trained on {trainingRecordings} recordings, measured on {evaluation.Samples} others "
            + "(`gestures.validation.npz`).");
        Line(string.Create(CultureInfo.InvariantCulture, $"- Held-out accuracy: {evaluation.Accuracy:0.0000}"));
        Line();
        Line($"| held-out recordings of | {string.Join(" | ", labels.Select(label => $"taken for {label}"))} |");
        Line($"|---|{string.Concat(labels.Select(_ => "---|"))}");
        foreach (Gesture actual in GestureSynthesizer.Gestures)
        {
            var counts = GestureSynthesizer.Gestures.Select(predicted => evaluation.Count(actual, predicted));
            Line($"| {RecordingFiles.Label(actual)} | {string.Join(" | ", counts)} |");
        }

        File.WriteAllText(path, page.ToString());
    }
}
