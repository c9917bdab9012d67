using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>SVMClassifier and SVMRegressor against ONNX Runtime.</summary>
[TestClass]
public sealed class SupportVectorMachineTests
{
    private const int Samples = 9;
    private const int Features = 5;
    private const double Tolerance = 1e-5;

    public static IEnumerable<object[]> Kernels => [["LINEAR", 0f], ["POLY", 2f], ["POLY", 3f], ["POLY", 5f], ["POLY", 0f], ["RBF", 0f], ["SIGMOID", 0f]];

    [TestMethod]
    [DynamicData(nameof(Kernels))]
    public void RegressorsAgree(string kernel, float degree)
    {
        foreach (bool isOneClass in new[] { false, true })
        {
            var random = new Random(1);
            int vectors = 6;
            Agree(random, ClassicalModel.Of(
                "SVMRegressor", Samples, Features, 1,
                [.. Kernel(kernel, degree), Attribute("n_supports", vectors), Attribute("support_vectors", Numbers(random, vectors * Features)),
                Attribute("coefficients", Numbers(random, vectors)), Attribute("rho", Numbers(random, 1)), Attribute("one_class", isOneClass ? 1L : 0L)]));
        }
    }

    [TestMethod]
    public void ARegressorWithoutVectorsAgrees()
    {
        var random = new Random(2);
        Agree(random, ClassicalModel.Of("SVMRegressor", Samples, Features, 1, [.. Kernel("RBF", 0), Attribute("n_supports", 0L), Attribute("coefficients", Numbers(random, Features)), Attribute("rho", Numbers(random, 1))]));
    }

    [TestMethod]
    [DynamicData(nameof(Kernels))]
    public void ClassifiersAgree(string kernel, float degree)
    {
        foreach (int classes in new[] { 2, 3, 5 })
        {
            foreach (bool hasProbabilities in new[] { false, true }) AgreeOnClasses(classes, [.. Kernel(kernel, degree)], hasProbabilities, strings: classes == 3);
        }
    }

    [TestMethod]
    [DataRow("LOGISTIC")]
    [DataRow("SOFTMAX")]
    [DataRow("SOFTMAX_ZERO")]
    public void TransformsAgree(string transform)
    {
        foreach (int classes in new[] { 2, 4 })
        {
            foreach (bool hasProbabilities in new[] { false, true })
                AgreeOnClasses(classes, [.. Kernel("RBF", 0), Attribute("post_transform", transform)], hasProbabilities, strings: false);
        }
    }

    [TestMethod]
    [DataRow(2, false)]
    [DataRow(2, true)]
    [DataRow(4, false)]
    public void ClassifiersWithoutVectorsAgree(int classes, bool arePositive)
    {
        var random = new Random(3);
        float[] coefficients = Numbers(random, classes * Features);
        if (arePositive) coefficients = Array.ConvertAll(coefficients, Math.Abs);
        Agree(random, ClassicalModel.Of(
            "SVMClassifier", Samples, Features, 2,
            [.. Kernel("LINEAR", 0), Attribute("coefficients", coefficients), Attribute("rho", [0.1f]), Attribute("classlabels_ints", [.. Enumerable.Range(0, classes).Select(i => (long)i + 3)])]));
    }

    private static void AgreeOnClasses(int classes, AttributeProto[] attributes, bool hasProbabilities, bool strings)
    {
        var random = new Random(classes);
        long[] counts = [.. Enumerable.Range(0, classes).Select(i => 1L + (i % 3))];
        int vectors = (int)counts.Sum(), pairs = classes * (classes - 1) / 2;
        AttributeProto[] probabilities = hasProbabilities
            ? [Attribute("prob_a", [.. Numbers(random, pairs).Select(value => -1 - Math.Abs(value))]), Attribute("prob_b", Numbers(random, pairs))]
            : [];
        AttributeProto labels = strings
            ? ClassicalModel.Strings("classlabels_strings", Enumerable.Range(0, classes).Select(i => $"c{i}"))
            : Attribute("classlabels_ints", [.. Enumerable.Range(0, classes).Select(i => (long)i + 3)]);
        Agree(random, ClassicalModel.Of(
            "SVMClassifier", Samples, Features, 2,
            [.. attributes, .. probabilities, labels, Attribute("vectors_per_class", counts), Attribute("support_vectors", Numbers(random, vectors * Features)),
            Attribute("coefficients", Numbers(random, vectors * (classes - 1))), Attribute("rho", Numbers(random, pairs))]));
    }

    private static IEnumerable<AttributeProto> Kernel(string kind, float degree) =>
        [Attribute("kernel_type", kind), Attribute("kernel_params", [0.3f, 0.2f, degree])];

    private static void Agree(Random random, OnnxModelBuilder model) =>
        ClassicalOracle.RequireAgreement(model, Numbers(random, Samples * Features), Tolerance);

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
