using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Evaluate;

[TestClass]
public sealed class FidelityTests
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    public void TheSourcesOwnValuesAreWorthOne()
    {
        var fidelity = new Fidelity(2);
        fidelity.Add([1, 2], [1, 2]);
        fidelity.Add([3, 5], [3, 5]);

        Assert.AreEqual(1, fidelity.Value);
    }

    [TestMethod]
    public void TheMeanOfTheSourcesValuesIsWorthNothing()
    {
        var fidelity = new Fidelity(2);
        fidelity.Add([1, 2], [2, 4]);
        fidelity.Add([3, 6], [2, 4]);

        Assert.AreEqual(0, fidelity.Value, 1e-12);
    }

    [TestMethod]
    public void ErrorsAboutConstantValuesAreWorthNothing()
    {
        var fidelity = new Fidelity(1);
        fidelity.Add([1], [2]);

        Assert.AreEqual(0, fidelity.Value);
    }

    [TestMethod]
    public void ItIsOneMinusErrorOverDeviation() => Gen.Select(Gen.Float[-10, 10].Array[6], Gen.Float[-1, 1].Array[6]).Sample((source, error) =>
    {
        var fidelity = new Fidelity(2);
        double squaredError = 0, deviation = 0;
        double[] means = new double[2];
        for (int i = 0; i < 6; i++) means[i % 2] += source[i] / 3.0;
        for (int i = 0; i < 6; i += 2) fidelity.Add(source.AsSpan(i, 2), [source[i] + error[i], source[i + 1] + error[i + 1]]);
        for (int i = 0; i < 6; i++)
        {
            squaredError += Math.Pow((double)(source[i] + error[i]) - source[i], 2);
            deviation += Math.Pow(source[i] - means[i % 2], 2);
        }

        if (deviation > 1e-3) Assert.AreEqual(1 - (squaredError / deviation), fidelity.Value, 1e-6);
    });

    [TestMethod]
    [DataRow(12, false, true)]
    [DataRow(1, false, false)]
    [DataRow(1, true, true)]
    [DataRow(20, false, false)]
    [DataRow(20, true, true)]
    public void ScoresAndProbabilitiesAreClassesAndOtherOutputsValues(int outputs, bool hasLogistic, bool areClasses)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new FullyConnected(None), builder.Input(1, 20), GraphBuilder.Random(1, outputs, 20));
        if (hasLogistic) y = builder.Add(new Reshape(new Shape(outputs)), builder.Add(new Logistic(), y));

        Assert.AreEqual(areClasses, ClassOutput.Is(builder.Build(y), y));
    }
}
