using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TinyMl.Training.Layers;
using TinyMl.Training.Numpy;
using TinyMl.Training.Signals;

namespace TinyMl.Training;

/// <summary>Recordings as the files that a project with the model needs.</summary>
internal static class RecordingFiles
{
    /// <summary>Representative inputs: <c>x</c> as [recordings, axes, 1, time].</summary>
    public static void WriteCalibration(string path, IReadOnlyList<Recording> recordings)
    {
        using NpzFile file = NpzFile.Create(path);
        AddInputs(file, recordings);
    }

    /// <summary>Inputs <c>x</c> and their class indices <c>y</c>.</summary>
    public static void WriteValidation(string path, IReadOnlyList<Recording> recordings)
    {
        using NpzFile file = NpzFile.Create(path);
        AddInputs(file, recordings);
        long[] classes = [.. recordings.Select(recording => (long)recording.Gesture)];
        file.Add("y", classes, classes.Length);
    }

    /// <summary>One label a line, in the order of the model's outputs.</summary>
    public static void WriteLabels(string path) => WriteLines(path, GestureSynthesizer.Gestures.Select(Label));

    /// <summary>One recording a line: the label, then the model's input values.</summary>
    public static void WriteSamples(string path, IReadOnlyList<Recording> recordings) => WriteLines(path, recordings.Select(
        recording => string.Join(',', recording.Values
            .Select(value => value.ToString(CultureInfo.InvariantCulture))
            .Prepend(Label(recording.Gesture)))));

    /// <summary>The text by which users know a class.</summary>
    public static string Label(Gesture gesture) => gesture.ToString().ToLowerInvariant();

    private static void AddInputs(NpzFile file, IReadOnlyList<Recording> recordings) =>
        file.Add("x", GestureNetwork.ToFeatures(recordings).Values, recordings.Count, Recording.Axes, 1, Recording.Length);

    private static void WriteLines(string path, IEnumerable<string> lines) =>
        File.WriteAllText(path, string.Concat(lines.Select(line => line + '\n')));
}
