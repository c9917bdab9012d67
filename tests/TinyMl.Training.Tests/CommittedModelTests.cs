using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Training.Tests;

[TestClass]
public sealed class CommittedModelTests
{
    private const int RecordingLength = 3 * 64;

    private static ModelFiles Files => ModelFiles.Committed;

    [TestMethod]
    public void Its_accuracy_on_the_validation_data_is_what_the_model_card_states()
    {
        using var classifier = new OnnxClassifier(Files.Model);
        double accuracy = classifier.Accuracy(
            NpzReader.Read<float>(Files.Validation, "x").Values, NpzReader.Read<long>(Files.Validation, "y").Values);

        Assert.AreEqual(Files.StatedAccuracy, accuracy, 0.5e-4);
    }

    [TestMethod]
    public void It_takes_one_recording_and_gives_one_probability_a_label()
    {
        using var classifier = new OnnxClassifier(Files.Model);
        float[] probabilities = classifier.Run(new float[RecordingLength]);

        CollectionAssert.AreEqual(new[] { 1, 3, 1, 64 }, classifier.InputShape.ToArray());
        CollectionAssert.AreEqual(new[] { 1, Files.Labels.Length }, classifier.OutputShape.ToArray());
        Assert.AreEqual(1, probabilities.Sum(), 1e-5);
    }

    [TestMethod]
    public void The_data_have_the_layout_of_the_input()
    {
        Assert.Contains("'shape': (100, 3, 1, 64,)", NpzReader.Read<float>(Files.Calibration, "x").Header);
        Assert.Contains("'shape': (400, 3, 1, 64,)", NpzReader.Read<float>(Files.Validation, "x").Header);
        Assert.Contains("'shape': (400,)", NpzReader.Read<long>(Files.Validation, "y").Header);
    }

    [TestMethod]
    public void No_calibration_recording_is_a_validation_recording()
    {
        float[][] calibration = [.. NpzReader.Read<float>(Files.Calibration, "x").Values.Chunk(RecordingLength)];
        float[][] validation = [.. NpzReader.Read<float>(Files.Validation, "x").Values.Chunk(RecordingLength)];

        Assert.IsFalse(calibration.Any(one => validation.Any(other => other.SequenceEqual(one))));
    }

    [TestMethod]
    public void Every_sample_line_is_a_label_and_one_recording()
    {
        string[][] lines = [.. Files.Samples.Select(line => line.Split(','))];

        CollectionAssert.AreEquivalent(Files.Labels, lines.Select(fields => fields[0]).Distinct().ToArray());
        foreach (string[] fields in lines)
        {
            float[] values = [.. fields[1..].Select(field => float.Parse(field, CultureInfo.InvariantCulture))];
            Assert.HasCount(RecordingLength, values);
        }
    }

    [TestMethod]
    public void All_files_together_are_small()
    {
        long bytes = new DirectoryInfo(Files.Directory).EnumerateFiles().Sum(file => file.Length);

        Assert.IsLessThan(400_000, bytes);
    }
}
