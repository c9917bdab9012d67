using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Compile;

/// <summary>Builds end soon after they are canceled, wherever they are.</summary>
[TestClass]
public sealed class CancelingCompilations
{
    private const string Keywords = "kws_float_bn.onnx";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void BuildsOfEveryKindEndSoon()
    {
        var keywords = new CompileOptions { CalibrationData = SharedFiles.Find("data/kws_calibration.npz") };
        (string Model, CompileOptions Options)[] kinds =
        [
            (Keywords, keywords),
            (Keywords, keywords with { Quantization = QuantizationMode.Int4 }),
            (Keywords, keywords with { Quantization = QuantizationMode.Auto, FlashBudget = 20_000, MinAccuracy = -0.02 }),
            (Keywords, keywords with { Pruning = PruningMode.Obs, Sparsity = 0.3 }),
            (Keywords, keywords with { Pruning = PruningMode.Channel, Sparsity = 0.25 }),
            ("ad_int8.tflite", new CompileOptions { Compression = CompressionMode.Auto, FlashBudget = 0 }),
        ];

        var random = new Random();
        TimeSpan?[] times = [.. kinds.Select(kind => Compile(kind.Model, kind.Options, TimeSpan.FromSeconds(random.NextDouble())))];

        TestContext.WriteLine(string.Join(", ", times));
        Canceled.RequireSoon(times);
    }

    // A small model goes through all stages in the time in which a large one is at its first.
    [TestMethod]
    public void EveryStageEndsSoon()
    {
        var options = Compiled.GestureOptions(QuantizationMode.Auto) with { FlashBudget = 1024, Pruning = PruningMode.Obs, Sparsity = 0.3, Compression = CompressionMode.Auto };

        TimeSpan?[] times = [.. new[] { 0, 20, 60, 200, 400, 600 }.Select(moment => Compile(Compiled.GesturesFile, options, TimeSpan.FromMilliseconds(moment)))];

        TestContext.WriteLine(string.Join(", ", times));
        Canceled.RequireSoon(times);
    }

    private static TimeSpan? Compile(string model, CompileOptions options, TimeSpan moment)
    {
        string path = System.IO.Path.IsPathRooted(model) ? model : SharedFiles.Find($"models/{model}");
        return Canceled.After(token => ModelCompiler.Compile(ModelCompiler.Import(path, "Model", token), new SourceReport(model, ""), options, CompileProgress.None, token), moment);
    }
}
