using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace TinyMl.Training.Tests;

/// <summary>A folder with everything that one run of the training writes.</summary>
internal sealed class ModelFiles(string directory)
{
    /// <summary>The files that the template ships.</summary>
    public static ModelFiles Committed { get; } = new(Path.Combine(AppContext.BaseDirectory, "models"));

    public string Directory => directory;

    public string Model => Named(".onnx");

    public string Calibration => Named(".calibration.npz");

    public string Validation => Named(".validation.npz");

    public string[] Labels => File.ReadAllLines(Named(".labels.txt"));

    public string[] Samples => File.ReadAllLines(Named(".samples.csv"));

    /// <summary>The accuracy that the model card states.</summary>
    public double StatedAccuracy
    {
        get
        {
            const string Key = "- Held-out accuracy: ";
            string line = File.ReadLines(Named(".md")).Single(line => line.StartsWith(Key, StringComparison.Ordinal));
            return double.Parse(line[Key.Length..], CultureInfo.InvariantCulture);
        }
    }

    private string Named(string suffix) => Path.Combine(directory, "gestures" + suffix);
}
