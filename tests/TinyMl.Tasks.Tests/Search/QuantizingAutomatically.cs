using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Compile;

namespace TinyMl.Tasks.Tests.Search;

[TestClass]
public sealed class QuantizingAutomatically
{
    private static readonly string Folder = RepositoryFiles.Find("template", "content", "tinyml-device", "models");

    private static readonly CompileOptions Auto = new()
    {
        Quantization = QuantizationMode.Auto,
        CalibrationData = Path.Combine(Folder, "gestures.calibration.npz"),
        ValidationData = Path.Combine(Folder, "gestures.validation.npz"),
    };

    [TestMethod]
    public void WhereNothingIsAskedItIsInt8()
    {
        CompiledModel compiled = Compile(Auto);

        CollectionAssert.AreEqual(Compile(Auto with { Quantization = QuantizationMode.Int8 }).Packed, compiled.Packed);
        Assert.IsNull(compiled.Report.Search);
    }

    [TestMethod]
    public void WhereEightBitsMeetWhatIsAskedNothingElseIsTried()
    {
        CompiledModel compiled = Compile(Auto with { FlashBudget = 1 << 20, MinAccuracy = -0.5 });

        CollectionAssert.AreEqual(Compile(Auto with { Quantization = QuantizationMode.Int8 }).Packed, compiled.Packed);
        Assert.HasCount(1, compiled.Report.Search!.Points);
    }

    [TestMethod]
    public void WhereNothingFitsTheSmallestIsTakenAndTheFrontierShown()
    {
        CompiledModel compiled = Compile(Auto with { FlashBudget = 1024 });

        SearchReport search = compiled.Report.Search!;
        Assert.AreEqual(0, search.Taken);
        Assert.IsGreaterThan(2, search.Points.Length);
        Assert.AreEqual(search.Points.Min(point => point.FlashBytes), compiled.Packed.Length);
        CollectionAssert.AreEqual(search.Points.OrderBy(point => point.FlashBytes).ToArray(), search.Points.ToArray());
        Assert.AreEqual(Math.Round(compiled.Report.Accuracy!.Packed, 6), search.Points[0].Accuracy);
    }

    [TestMethod]
    public void WithoutABudgetTheSmallestThatIsAccurateEnoughIsTaken()
    {
        CompiledModel compiled = Compile(Auto with { MinAccuracy = -0.02 });

        SearchReport search = compiled.Report.Search!;
        double required = compiled.Report.Accuracy!.Float - 0.02;
        Assert.IsGreaterThanOrEqualTo(required - 1e-6, search.Points[search.Taken].Accuracy);
        Assert.IsTrue(search.Points[..search.Taken].All(point => point.Accuracy < required));
    }

    [TestMethod]
    public void AModelThatIsQuantizedAlreadyIsRefused()
    {
        string path = SharedFiles.Find(Path.Combine("models", "kws_int8.tflite"));

        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Compiled.Model(path, new CompileOptions { Quantization = QuantizationMode.Auto }));

        Assert.AreEqual("TML1103", exception.Diagnostic.Code);
        Assert.Contains("quantized already", exception.Message);
    }

    [TestMethod]
    public void WithoutCalibrationDataItIsAskedFor()
    {
        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Compile(Auto with { CalibrationData = null, FlashBudget = 1024 }));

        Assert.AreEqual("TML1101", exception.Diagnostic.Code);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(20)]
    [DataRow(200)]
    [DataRow(600)]
    public async Task AnyStageStopsSoonAfterItIsCanceled(int milliseconds)
    {
        StagedGraph staged = ModelCompiler.Import(Path.Combine(Folder, "gestures.onnx"), "Gestures", CancellationToken.None);
        using var cancellation = new CancellationTokenSource(milliseconds);
        var build = Task.Run(() => ModelCompiler.Compile(staged, new SourceReport("gestures.onnx", ""), Auto with { FlashBudget = 1024 }, CompileProgress.None, cancellation.Token));

        // Far more than the second that it may take, for machines that do other things too.
        Task first = await Task.WhenAny(build, Task.Delay(TimeSpan.FromSeconds(30)));

        Assert.AreSame(build, first);
        if (!build.IsCompletedSuccessfully) await Assert.ThrowsAsync<OperationCanceledException>(() => build);
    }

    private static CompiledModel Compile(CompileOptions options) => Compiled.Model(Path.Combine(Folder, "gestures.onnx"), options);
}
