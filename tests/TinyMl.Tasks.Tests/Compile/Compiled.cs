using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Compile;

/// <summary>Models compiled as a build compiles them.</summary>
internal static class Compiled
{
    /// <summary>A model of the shared folder.</summary>
    public static CompiledModel Shared(string file, QuantizationMode quantization, string? calibration = null, string? validation = null) =>
        Model(SharedFiles.Find(Path.Combine("models", file)), new CompileOptions
        {
            Quantization = quantization,
            CalibrationData = calibration is null ? null : SharedFiles.Find(calibration),
            ValidationData = validation is null ? null : SharedFiles.Find(validation),
        });

    /// <summary>The template's gesture classifier with its calibration and validation data.</summary>
    public static CompiledModel Gestures(QuantizationMode quantization) => Model(GesturesFile, GestureOptions(quantization));

    /// <summary>The template's gesture classifier.</summary>
    public static string GesturesFile => GestureFile("onnx");

    /// <summary>Options with the gesture classifier's calibration and validation data.</summary>
    public static CompileOptions GestureOptions(QuantizationMode quantization) => new()
    {
        Quantization = quantization,
        CalibrationData = GestureFile("calibration.npz"),
        ValidationData = GestureFile("validation.npz"),
    };

    /// <summary>A model file.</summary>
    public static CompiledModel Model(string path, CompileOptions options)
    {
        var source = new SourceReport(Path.GetFileName(path), Convert.ToHexStringLower(XxHash128.Hash(File.ReadAllBytes(path))));
        return ModelCompiler.Compile(ModelCompiler.Import(path, "Model", CancellationToken.None), source, options, CompileProgress.None, CancellationToken.None);
    }

    private static string GestureFile(string ending) => RepositoryFiles.Find("template", "content", "tinyml-device", "models", $"gestures.{ending}");
}
