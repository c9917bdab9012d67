using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Import;

namespace TinyMl.Tasks.Tests.BadInput;

/// <summary>Model files that were damaged, compiled with everything that a build does: each gives a diagnostic or a model that runs.</summary>
[TestClass]
public sealed class CompilingDamagedModels
{
    private const int Flips = 1000;

    // A flipped type makes another model, which may need other data or another quantization.
    private static readonly string[] Codes = ["TML1002", "TML1003", "TML1004", "TML1005", "TML1101", "TML1102", "TML1103"];

    [TestMethod]
    [DataRow("None")]
    [DataRow("Float16")]
    [DataRow("Int8")]
    public void FlippedBitsOfAnOnnxModelAreRefusedOrBuilt(string quantization)
    {
        byte[] model = File.ReadAllBytes(Gestures("gestures.onnx"));
        using var folder = new DataFolder();
        var options = new CompileOptions
        {
            Quantization = Enum.Parse<QuantizationMode>(quantization),
            Pruning = PruningMode.Magnitude,
            Sparsity = 0.5,
            CalibrationData = folder.Bytes("calibration.npy", DataFolder.Array([2, 3, 1, 64], [.. new float[192], .. ReadSample()])),
        };

        FlipBits(model, "m.onnx", folder, options);
    }

    [TestMethod]
    public void FlippedBitsOfATensorFlowLiteModelAreRefusedOrBuilt()
    {
        using var folder = new DataFolder();
        FlipBits(TfLiteTestModel.Classifier.Write(), "m.tflite", folder, new CompileOptions());
    }

    private static void FlipBits(byte[] model, string name, DataFolder folder, CompileOptions options)
    {
        var random = new Random(1000);
        int built = 0;
        for (int i = 0; i < Flips; i++)
        {
            byte[] damaged = [.. model];
            int position = random.Next(model.Length), bit = random.Next(8);
            damaged[position] ^= (byte)(1 << bit);

            string? code = Compilation.CodeOf(folder.Bytes(name, damaged), options);

            if (code is null) built++;
            else Assert.Contains(code, Codes, $"bit {bit} of byte {position}");
        }

        Assert.IsInRange(1, Flips - 1, built);
    }

    private static float[] ReadSample()
    {
        string[] fields = File.ReadAllLines(Gestures("gestures.samples.csv"))[2].Split(',');
        return Array.ConvertAll(fields[1..], field => float.Parse(field, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Gestures(string name) => RepositoryFiles.Find("template", "content", "tinyml-device", "models", name);
}
