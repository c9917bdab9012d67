using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>TreeEnsembleClassifier against ONNX Runtime: labels exactly, scores bit for bit where nothing but sums is computed.</summary>
[TestClass]
public sealed class TreeClassifierTests
{
    private const int Samples = 24;

    [TestMethod]
    [DataRow("NONE", 0)]
    [DataRow("SOFTMAX", 1e-5)]
    [DataRow("LOGISTIC", 1e-5)]
    [DataRow("SOFTMAX_ZERO", 1e-5)]
    [DataRow("PROBIT", 1e-5)]
    public void ManyClassesAgree(string transform, double tolerance)
    {
        for (int seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            int classes = 3 + (seed % 3);
            RandomForest forest = Forest(random, [.. Enumerable.Range(0, classes)], seed, transform == "PROBIT");
            AttributeProto[] bases = seed % 4 == 0 ? [Bases(random, classes, transform == "PROBIT")] : [];
            Agree(forest, classes, seed, tolerance, [Attribute("post_transform", transform), .. bases]);
        }
    }

    [TestMethod]
    [DataRow("NONE", 0, 0)]
    [DataRow("NONE", 1, 0)]
    [DataRow("NONE", 2, 0)]
    [DataRow("LOGISTIC", 0, 1e-5)]
    [DataRow("LOGISTIC", 1, 1e-5)]
    [DataRow("LOGISTIC", 2, 1e-5)]
    [DataRow("SOFTMAX", 0, 1e-5)]
    [DataRow("SOFTMAX", 2, 1e-5)]
    [DataRow("SOFTMAX_ZERO", 2, 1e-5)]
    public void TwoClassesOfOneScoreAgree(string transform, int bases, double tolerance)
    {
        foreach (int target in new[] { 0, 1 })
        {
            for (int seed = 0; seed < 16; seed++)
            {
                var random = new Random(seed);
                RandomForest forest = Forest(random, [target], seed, isPositive: seed % 2 == 0);
                AttributeProto[] values = bases > 0 ? [Bases(random, bases, isPositive: false)] : [];
                Agree(forest, 2, seed, tolerance, [Attribute("post_transform", transform), .. values]);
            }
        }
    }

    [TestMethod]
    [DataRow("NONE", 0, 0)]
    [DataRow("NONE", 1, 0)]
    [DataRow("NONE", 2, 0)]
    [DataRow("LOGISTIC", 0, 1e-5)]
    [DataRow("LOGISTIC", 2, 1e-5)]
    [DataRow("SOFTMAX", 0, 1e-5)]
    [DataRow("PROBIT", 0, 1e-5)]
    public void TwoClassesOfTwoScoresAgree(string transform, int bases, double tolerance)
    {
        for (int seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            bool speaksOfOne = seed % 2 == 0 && transform != "PROBIT" && bases != 1;
            RandomForest forest = Forest(random, [0, 1], seed, transform == "PROBIT" || seed % 4 < 2, speaksOfOne);
            AttributeProto[] values = bases > 0 ? [Bases(random, bases, isPositive: false)] : [];
            Agree(forest, 2, seed, tolerance, [Attribute("post_transform", transform), .. values]);
        }
    }

    [TestMethod]
    public void OneClassAgrees()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            RandomForest forest = Forest(random, [0], seed, isPositive: false);
            OnnxModelBuilder model = ClassicalModel.Of("TreeEnsembleClassifier", Samples, forest.Features, 2, [.. forest.Attributes("class"), Attribute("classlabels_int64s", [7L])]);
            ClassicalOracle.RequireAgreement(model, forest.Samples(Samples), 0, $"seed {seed}");
        }
    }

    [TestMethod]
    public void OneSampleOfADynamicBatchAgrees()
    {
        RandomForest forest = Forest(new Random(3), [0, 1, 2], 3, isPositive: true);
        OnnxModelBuilder model = ClassicalModel.Of("TreeEnsembleClassifier", 1, forest.Features, 2, [.. forest.Attributes("class"), Labels(3, strings: false)]);
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "N" };

        Graph graph = ClassicalOracle.RequireAgreement(model, forest.Samples(1), 0);

        Assert.AreEqual(new Shape(1, forest.Features), graph.Inputs[0].Shape);
        Assert.AreEqual(ElementType.Int64, graph.Outputs[0].Type);
        Assert.AreEqual(new Shape(1, 3), graph.Outputs[1].Shape);
    }

    private static RandomForest Forest(Random random, int[] targets, int seed, bool isPositive, bool? speaksOfOne = null)
    {
        var forest = new RandomForest(random)
        {
            Targets = targets,
            SpeaksOfOne = speaksOfOne ?? seed % 3 == 0,
            TracksMissing = seed % 5 == 0,
            Weight = random => isPositive ? random.NextSingle() / 8 : (random.Next(9) - 4) / 8f,
        };
        for (int tree = 0; tree < 6; tree++) forest.Grow(random.Next(8));
        return forest;
    }

    private static AttributeProto Bases(Random random, int count, bool isPositive) =>
        Attribute("base_values", [.. Enumerable.Range(0, count).Select(_ => isPositive ? random.NextSingle() / 8 : random.NextSingle() - 0.5f)]);

    private static AttributeProto Labels(int classes, bool strings) => strings
        ? ClassicalModel.Strings("classlabels_strings", Enumerable.Range(0, classes).Select(i => $"class {i}"))
        : Attribute("classlabels_int64s", [.. Enumerable.Range(0, classes).Select(i => (long)(10 * i) + 3)]);

    private static void Agree(RandomForest forest, int classes, int seed, double tolerance, AttributeProto[] more)
    {
        foreach (bool strings in new[] { false, true })
        {
            OnnxModelBuilder model = ClassicalModel.Of("TreeEnsembleClassifier", Samples, forest.Features, 2, [.. forest.Attributes("class"), Labels(classes, strings), .. more]);
            ClassicalOracle.RequireAgreement(model, forest.Samples(Samples), tolerance, $"seed {seed}, strings {strings}");
        }
    }
}
