using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TinyMl.Tasks;

namespace TinyMl.Benchmarks;

/// <summary>
/// Builds of a project with all models of the folder of models and golden vectors: from nothing but the restored packages, and with nothing
/// to do, beside a project without models. Quantized files stay as they are, the others become Int8 where there are records to
/// calibrate with.
/// </summary>
internal static class BuildTable
{
    public static void Print(string version, string shared, int runs)
    {
        string[] models = [.. Directory.EnumerateFiles(Path.Combine(shared, "models")).Order(StringComparer.Ordinal)];
        string items = string.Concat(models.Select((model, i) => $"<TinyModel Include=\"{Path.GetFullPath(model)}\" ClassName=\"Model{i}\" {Quantization(model, shared)} />"));
        var projects = new[]
        {
            (Name: "no models", Project: GeneratedProject.Write("builds", "Plain", "Microsoft.NET.Sdk", $"<PackageReference Include=\"TinyMl.Kernels\" Version=\"{version}\" />"), Cold: new List<BuildTime>(), NoOp: new List<BuildTime>()),
            (Name: $"{models.Length} models", Project: GeneratedProject.Write("builds", "Models", $"TinyMl.Sdk/{version}", items), Cold: [], NoOp: []),
        };
        foreach (var (_, project, _, _) in projects) project.Build("");
        for (int i = 0; i < runs; i++)
        {
            foreach (var (_, project, cold, noOp) in projects)
            {
                project.Clean();
                cold.Add(project.Build("--no-restore"));
                noOp.Add(project.Build("--no-restore"));
            }
        }

        foreach (var (name, _, cold, noOp) in projects) Console.WriteLine($"{name,-12} cold {BuildTime.Median(cold)}; no-op {BuildTime.Median(noOp)} (medians of {runs})");
    }

    private static string Quantization(string model, string shared)
    {
        if (ModelCompiler.Import(model, "Model", CancellationToken.None).Graph.IsQuantized) return "Quantization=\"None\"";
        string name = Path.GetFileNameWithoutExtension(model) + (Path.GetExtension(model) == ".onnx" ? "_onnx.npz" : ".npz"), records = Path.GetFullPath(Path.Combine(shared, "golden", name));
        return File.Exists(records) ? $"Quantization=\"Int8\" CalibrationData=\"{records}\"" : "Quantization=\"None\"";
    }
}
