using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>TreeEnsembleRegressor against ONNX Runtime, bit for bit where nothing but sums is computed.</summary>
[TestClass]
public sealed class TreeRegressorTests
{
    private const int Samples = 24;

    public static IEnumerable<object[]> ModesAndMissing =>
        from mode in RandomForest.Modes.Append("any")
        from tracksMissing in new[] { false, true }
        select new object[] { mode, tracksMissing };

    [TestMethod]
    [DynamicData(nameof(ModesAndMissing))]
    public void EveryModeGivesTheSameBits(string mode, bool tracksMissing)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var forest = new RandomForest(random) { NodeModes = mode == "any" ? RandomForest.Modes : [mode], TracksMissing = tracksMissing };
            for (int tree = 0; tree < 5; tree++) forest.Grow(random.Next(12));
            Agree(forest, 1, seed);
        }
    }

    [TestMethod]
    [DataRow("SUM")]
    [DataRow("AVERAGE")]
    [DataRow("MIN")]
    [DataRow("MAX")]
    public void EveryAggregateGivesTheSameBits(string aggregate)
    {
        for (int seed = 0; seed < 16; seed++)
        {
            var random = new Random(seed);
            int targets = 1 + (seed % 4);
            var forest = new RandomForest(random) { Targets = [.. Enumerable.Range(0, targets)], SpeaksOfOne = seed % 3 == 0, IsOnGrid = seed % 2 == 0 };
            for (int tree = 0; tree < 7; tree++) forest.Grow(random.Next(9));
            AttributeProto[] bases = seed % 2 == 0 ? [Attribute("base_values", [.. Enumerable.Range(0, targets).Select(_ => random.NextSingle() - 0.5f)])] : [];
            Agree(forest, targets, seed, [Attribute("aggregate_function", aggregate), .. bases]);
        }
    }

    [TestMethod]
    [DataRow("SOFTMAX", 1)]
    [DataRow("SOFTMAX", 3)]
    [DataRow("LOGISTIC", 1)]
    [DataRow("LOGISTIC", 3)]
    [DataRow("SOFTMAX_ZERO", 3)]
    [DataRow("PROBIT", 1)]
    [DataRow("PROBIT", 3)]
    public void EveryTransformAgrees(string transform, int targets)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var forest = new RandomForest(random) { Targets = [.. Enumerable.Range(0, targets)], Weight = random => random.NextSingle() / 6 };
            for (int tree = 0; tree < 5; tree++) forest.Grow(random.Next(6));
            Agree(forest, targets, seed, [Attribute("post_transform", transform), Attribute("base_values", [.. Enumerable.Repeat(0.05f, targets)])], 1e-5);
        }
    }

    private static void Agree(RandomForest forest, int targets, int seed, AttributeProto[]? more = null, double tolerance = 0)
    {
        OnnxModelBuilder model = ClassicalModel.Of("TreeEnsembleRegressor", Samples, forest.Features, 1, [.. forest.Attributes("target"), Attribute("n_targets", targets), .. more ?? []]);
        ClassicalOracle.RequireAgreement(model, forest.Samples(Samples), tolerance, $"seed {seed}");
    }
}
