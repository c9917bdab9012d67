using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Compile;

namespace TinyMl.Tasks.Tests.Search;

[TestClass]
public sealed class QuantizingAutomatically
{
    private static readonly CompileOptions Auto = Compiled.GestureOptions(QuantizationMode.Auto);

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

    private static CompiledModel Compile(CompileOptions options) => Compiled.Model(Compiled.GesturesFile, options);
}
