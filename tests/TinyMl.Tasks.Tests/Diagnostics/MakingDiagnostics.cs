using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Diagnostics;

[TestClass]
public sealed class MakingDiagnostics
{
    private static readonly DeviceCatalog Boards = Catalog(Board("small", 1 << 20, 65536), Board("large", 8 << 20, 327680));

    private static IEnumerable<Diagnostic> Examples =>
    [
        ModelDiagnostics.NotFound("models/keywords.onnx").Diagnostic,
        ModelDiagnostics.NotAModel("models/keywords.zip", "it is a zip archive; unpack it first").Diagnostic,
        ModelDiagnostics.Damaged("models/keywords.tflite", "it is only 3 bytes long").Diagnostic,
        ModelDiagnostics.OperatorNotSupported("models/keywords.onnx", "LSTM", "lstm_1", "Supported are Add, Conv and Relu.").Diagnostic,
        ModelDiagnostics.ShapeNotStatic("models/keywords.onnx", "input", "dimension 2 is open").Diagnostic,
        ModelDiagnostics.CalibrationDataNeeded("models/keywords.onnx").Diagnostic,
        ModelDiagnostics.DataMismatch("models/keywords.npz", "it has no samples").Diagnostic,
        ModelDiagnostics.BadMetadata("Quantization", "Int3", "allowed are None, Float16, Int16x8, Int8, Int4, Auto").Diagnostic,
        ModelDiagnostics.SameModelTwice("models/keywords.onnx").Diagnostic,
        ModelDiagnostics.SameNameTwice("Keywords", "left/keywords.tflite", "right/keywords.tflite").Diagnostic,
        ModelDiagnostics.LabelCount("models/keywords.labels.txt", 11, new Shape(1, 12)).Diagnostic,
        Verdict(Resolve(Boards, "small", flash: "64KB"), WithFloatLayers(96372, Layer("conv_3", 30000, 1), Layer("conv_4", 40000, 1))),
        Verdict(Resolve(Boards, "small"), WithRam(64000, 6000, Layer("conv_1", 1, 64000), Layer("conv_2", 1, 32000))),
        Verdict(Resolve(Boards), WithAccuracy(new AccuracyReport("top-1", 0.935, 0.92, 200, 0.97, 20))),
        Verdict(Resolve(Boards, "small", flash: "256KB"), Model("Keywords", 60000, 1), Model("Persons", 240000, 1)),
        Verdict(Resolve(Boards, "large", ram: "64KB"), Model("Keywords", 1, 30000), Model("Persons", 1, 60000)),
        BudgetDiagnostics.UnknownDevice("arduino-nano33", "arduino-nano-33-ble").Diagnostic,
        BudgetDiagnostics.BadSize("TinyMlFlashBudget", "big").Diagnostic,
    ];

    [TestMethod]
    public void TheExamplesOfThePageAreWhatTheBuildSays()
    {
        foreach (Diagnostic example in Examples) Assert.AreEqual(example.Message, DiagnosticsPage.Example(example.Code), example.Code);
    }

    [TestMethod]
    public void NumbersAreTheSameInEveryCulture()
    {
        string[] expected = [.. Examples.Select(example => example.Message)];

        using var culture = new CommaCulture();

        CollectionAssert.AreEqual(expected, Examples.Select(example => example.Message).ToArray());
    }

    private static Diagnostic Verdict(ProjectBudget project, params BudgetedModel[] models) => BudgetCheck.Check(models, project, Boards).Single().Diagnostic;

    private static BudgetedModel WithFloatLayers(int flash, params LayerReport[] layers)
    {
        BudgetedModel model = FloatModel("Keywords", flash, 9000, float16: new Footprint(70000, 9000), int8: new Footprint(26800, 4000));
        return model with { Report = model.Report with { Layers = [.. layers] } };
    }

    private static BudgetedModel WithRam(int arena, int runtime, params LayerReport[] layers)
    {
        BudgetedModel model = Model("Keywords", 1, arena + runtime, layers);
        return model with { Report = model.Report with { Ram = model.Report.Ram with { Arena = arena, Runtime = runtime, PeakLayer = "conv_1" } } };
    }

    private static BudgetedModel WithAccuracy(AccuracyReport accuracy)
    {
        BudgetedModel model = Model("Keywords", 1, 1);
        return model with { Report = model.Report with { Accuracy = accuracy }, MinAccuracy = -0.01 };
    }
}
