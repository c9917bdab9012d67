using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>LinearClassifier and LinearRegressor against ONNX Runtime.</summary>
[TestClass]
public sealed class LinearModelTests
{
    private const int Samples = 9;
    private const int Features = 11;
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DataRow("NONE")]
    [DataRow("LOGISTIC")]
    [DataRow("SOFTMAX")]
    [DataRow("SOFTMAX_ZERO")]
    public void ClassifiersAgree(string transform)
    {
        foreach (int scores in new[] { 1, 2, 3, 7 })
        {
            foreach (bool strings in new[] { false, true })
            {
                int classes = Math.Max(2, scores);
                AttributeProto labels = strings
                    ? ClassicalModel.Strings("classlabels_strings", Enumerable.Range(0, classes).Select(i => $"c{i}"))
                    : Attribute("classlabels_ints", [.. Enumerable.Range(0, classes).Select(i => 5L - i)]);
                Agree("LinearClassifier", 2, scores, [labels, Attribute("post_transform", transform), Attribute("multi_class", 1L)]);
            }
        }
    }

    [TestMethod]
    [DataRow("NONE", 1)]
    [DataRow("NONE", 4)]
    [DataRow("LOGISTIC", 1)]
    [DataRow("LOGISTIC", 4)]
    [DataRow("SOFTMAX", 4)]
    public void RegressorsAgree(string transform, int targets)
    {
        Agree("LinearRegressor", 1, targets, [Attribute("targets", targets), Attribute("post_transform", transform)]);
        Agree("LinearRegressor", 1, targets, [Attribute("targets", targets), Attribute("post_transform", transform)], hasIntercepts: false);
    }

    [TestMethod]
    public void AProbitOfOneTargetAgrees()
    {
        OnnxModelBuilder model = ClassicalModel.Of("LinearRegressor", Samples, 1, 1, Attribute("coefficients", [1f]), Attribute("targets", 1), Attribute("post_transform", "PROBIT"));
        ClassicalOracle.RequireAgreement(model, [.. Enumerable.Range(1, Samples).Select(i => i / 10f)], Tolerance);
    }

    private static void Agree(string operation, int outputs, int scores, AttributeProto[] attributes, bool hasIntercepts = true)
    {
        var random = new Random(scores);
        AttributeProto[] intercepts = hasIntercepts ? [Attribute("intercepts", Numbers(random, scores))] : [];
        OnnxModelBuilder model = ClassicalModel.Of(operation, Samples, Features, outputs, [Attribute("coefficients", Numbers(random, scores * Features)), .. intercepts, .. attributes]);
        ClassicalOracle.RequireAgreement(model, Numbers(random, Samples * Features), Tolerance, $"{scores} scores");
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
