using System;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Data;

namespace TinyMl.Tasks.Tests.Evaluate;

[TestClass]
public sealed class ScoreTests
{
    [TestMethod]
    public void ClassesAreScoredByTheLargestElement()
    {
        Score score = Scored(["0", "2", "1"], [0.5f, 0.2f, 0.3f], [0, 0, 9], [1, 1, 1]);

        Assert.AreEqual("top-1", score.Metric);
        Assert.AreEqual(2.0 / 3, score.Value);
        Assert.IsNull(score.Rmse);
    }

    [TestMethod]
    public void OneElementIsTheProbabilityOfClassOne() => Assert.AreEqual(0.75, Scored(["0", "1", "1", "0"], [0.1f], [0.9f], [0.5f], [0.5f]).Value);

    [TestMethod]
    public void AnIndexIsTheClassItself() => Assert.AreEqual(0.5, Scored(["0", "7", "3", "2"], isIndex: true, [0], [7], [2], [3]).Value);

    [TestMethod]
    public void RealTargetsAreScoredByRSquared()
    {
        Score score = Scored(["1.0", "2.0", "4.5"], [1], [3], [4.5f]);

        Assert.AreEqual("r-squared", score.Metric);
        Assert.AreEqual(1 - (1 / 6.5), score.Value, 1e-12);
        Assert.AreEqual(Math.Sqrt(1.0 / 3), score.Rmse!.Value, 1e-12);
    }

    [TestMethod]
    public void IntegersOfOneElementBeyondClassesAreRealTargets() => Assert.AreEqual("r-squared", Scored(["1", "2", "5"], [1], [2], [5]).Metric);

    [TestMethod]
    public void AClassThatTheOutputDoesNotHaveIsRefused() =>
        Assert.AreEqual("TML1102", Assert.ThrowsExactly<DiagnosticException>(() => Scored(["0", "3"], [1, 2, 3], [1, 2, 3])).Diagnostic.Code);

    [TestMethod]
    public void RealTargetsOfAnotherLengthAreRefused() =>
        Assert.AreEqual("TML1102", Assert.ThrowsExactly<DiagnosticException>(() => Scored(["0.5", "3"], [1, 2, 3], [1, 2, 3])).Diagnostic.Code);

    [TestMethod]
    [DataRow(0.925, true)]
    [DataRow(0.926, false)]
    [DataRow(-0.01, true)]
    [DataRow(-0.009, false)]
    public void TheGateIsAbsoluteOrRelativeToTheFloatModel(double minAccuracy, bool isMet) =>
        Assert.AreEqual(isMet, AccuracyGate.IsMet(minAccuracy, new AccuracyReport("top-1", 0.935, 0.925, 200, 0.9, 20)));

    [TestMethod]
    public void TheGateNeedsData()
    {
        var options = new CompileOptions { MinAccuracy = 0.9 };

        Assert.AreEqual("TML1103", Assert.ThrowsExactly<DiagnosticException>(() => AccuracyGate.RequireData(options)).Diagnostic.Code);
        AccuracyGate.RequireData(options with { CalibrationData = "c.npz" });
        AccuracyGate.RequireData(options with { ValidationData = "v.npz" });
        AccuracyGate.RequireData(new CompileOptions());
    }

    private static Score Scored(string[] targets, params float[][] outputs) => Scored(targets, isIndex: false, outputs);

    private static Score Scored(string[] targets, bool isIndex, params float[][] outputs)
    {
        using var folder = new DataFolder();
        string path = folder.Text("v.csv", string.Concat(targets.Select(target => string.Create(CultureInfo.InvariantCulture, $"0,{target}\n"))));
        SampleSet samples = SampleSet.Read(path, [new Tensor("x", ElementType.Float32, new Shape(1, 1))], withTargets: true);
        Score score = Score.Against(samples, outputs[0].Length, isIndex);
        for (int i = 0; i < outputs.Length; i++) score.Add(i, outputs[i]);
        return score;
    }
}
