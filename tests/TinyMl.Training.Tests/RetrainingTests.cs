using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Training.Tests;

[TestClass]
public sealed class RetrainingTests
{
    private static ModelFiles s_files = null!;
    private static double s_accuracy;

    [ClassInitialize]
    public static void Train(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        s_files = new ModelFiles(Directory.CreateTempSubdirectory("tinyml-training-").FullName);
        s_accuracy = GestureTraining.Run(GestureTraining.DefaultSeed, s_files.Directory);
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(s_files.Directory, recursive: true);

    [TestMethod]
    public void Held_out_accuracy_is_at_least_95_percent() => Assert.IsGreaterThanOrEqualTo(0.95, s_accuracy);

    [TestMethod]
    public void The_written_model_is_as_accurate_as_the_trained_network()
    {
        using var classifier = new OnnxClassifier(s_files.Model);
        double accuracy = classifier.Accuracy(
            NpzReader.Read<float>(s_files.Validation, "x").Values, NpzReader.Read<long>(s_files.Validation, "y").Values);

        Assert.AreEqual(s_accuracy, accuracy);
        Assert.AreEqual(s_accuracy, s_files.StatedAccuracy, 0.5e-4);
    }

    [TestMethod]
    public void The_same_files_are_written_that_the_template_ships() => CollectionAssert.AreEquivalent(
        Directory.GetFiles(ModelFiles.Committed.Directory).Select(Path.GetFileName).ToArray(),
        Directory.GetFiles(s_files.Directory).Select(Path.GetFileName).ToArray());
}
