using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>TreeEnsemble of ONNX-ML 5 against ONNX Runtime, and the standard's own test of sets.</summary>
[TestClass]
public sealed class SplitTreeTests
{
    private const int Samples = 24;
    private const int Features = 3;

    [TestMethod]
    [DataRow(0L, 0L, 0)]
    [DataRow(1L, 0L, 0)]
    [DataRow(2L, 0L, 0)]
    [DataRow(3L, 0L, 0)]
    [DataRow(1L, 3L, 1e-5)]
    public void EveryAggregateAndTransformAgrees(long aggregate, long transform, double tolerance)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            OnnxModelBuilder model = Model(random, 1 + (seed % 3), aggregate, transform);
            float[] x = [.. Enumerable.Range(0, Samples * Features).Select(_ => random.Next(20) == 0 ? float.NaN : random.Next(6))];
            ClassicalOracle.RequireAgreement(model, x, tolerance, $"seed {seed}");
        }
    }

    [TestMethod]
    public void TheStandardsTestOfSetsPasses()
    {
        AttributeProto[] attributes =
        [
            Attribute("n_targets", 4L), Attribute("aggregate_function", 1L), Attribute("post_transform", 0L), Attribute("tree_roots", [0L]),
            Attribute("membership_values", FloatTensor([8], 1.2f, 3.7f, 8, 9, float.NaN, 12, 7, float.NaN)),
            Attribute("nodes_modes", Tensor(DataType.Uint8, [3], [0, 6, 6])), Attribute("nodes_featureids", [0L, 0, 0]),
            Attribute("nodes_splits", FloatTensor([3], 11, 232344, float.NaN)),
            Attribute("nodes_trueleafs", [0L, 1, 1]), Attribute("nodes_truenodeids", [1L, 0, 1]), Attribute("nodes_falseleafs", [1L, 0, 1]), Attribute("nodes_falsenodeids", [2L, 2, 3]),
            Attribute("leaf_targetids", [0L, 1, 2, 3]), Attribute("leaf_weights", FloatTensor([4], 1, 10, 1000, 100)),
        ];
        TinyModel model = OnnxRuntimeOracle.Load(OnnxRuntimeOracle.Import(ClassicalModel.Of("TreeEnsemble", 6, 1, 1, attributes).Write()));
        float[] x = [1.2f, 3.4f, -0.12f, float.NaN, 12, 7];
        x.CopyTo(model.Input<float>());

        model.Invoke();

        float[] expected = [1, 0, 0, 0, 0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 1000, 0, 0, 0, 1000, 0, 0, 10, 0, 0];
        CollectionAssert.AreEqual(expected, model.Output<float>().ToArray());
    }

    /// <summary>Random trees with nodes of every mode.</summary>
    private static OnnxModelBuilder Model(Random random, int targets, long aggregate, long transform)
    {
        var features = new List<long>();
        var modes = new List<byte>();
        var splits = new List<float>();
        var (whereTrue, trueLeafs, whereFalse, falseLeafs, missing) = (new List<long>(), new List<long>(), new List<long>(), new List<long>(), new List<long>());
        var (roots, leafTargets, leafWeights, members) = (new List<long>(), new List<long>(), new List<float>(), new List<float>());
        for (int tree = 0; tree < 4; tree++)
        {
            roots.Add(features.Count);
            Grow(1 + random.Next(6));
        }

        return ClassicalModel.Of(
            "TreeEnsemble", Samples, Features, 1,
            [
                Attribute("n_targets", (long)targets), Attribute("aggregate_function", aggregate), Attribute("post_transform", transform), Attribute("tree_roots", [.. roots]),
                Attribute("nodes_modes", Tensor(DataType.Uint8, [modes.Count], [.. modes])), Attribute("nodes_featureids", [.. features]), Attribute("nodes_splits", FloatTensor([splits.Count], [.. splits])),
                Attribute("nodes_truenodeids", [.. whereTrue]), Attribute("nodes_trueleafs", [.. trueLeafs]), Attribute("nodes_falsenodeids", [.. whereFalse]), Attribute("nodes_falseleafs", [.. falseLeafs]),
                Attribute("nodes_missing_value_tracks_true", [.. missing]), Attribute("leaf_targetids", [.. leafTargets]), Attribute("leaf_weights", FloatTensor([leafWeights.Count], [.. leafWeights])),
                .. members.Count > 0 ? [Attribute("membership_values", FloatTensor([members.Count], [.. members]))] : Array.Empty<AttributeProto>(),
            ]);

        int Grow(int size)
        {
            int place = features.Count;
            features.Add(random.Next(Features));
            modes.Add((byte)random.Next(7));
            splits.Add(random.Next(6));
            missing.Add(random.Next(2));
            if (modes[^1] == 6) members.AddRange([random.Next(3), 3 + random.Next(40), float.NaN]);
            foreach (List<long> list in new[] { whereTrue, trueLeafs, whereFalse, falseLeafs }) list.Add(0);
            int left = random.Next(size);
            Child(place, left, whereTrue, trueLeafs);
            Child(place, size - 1 - left, whereFalse, falseLeafs);
            return place;
        }

        void Child(int parent, int size, List<long> ids, List<long> leafs)
        {
            leafs[parent] = size == 0 ? 1 : 0;
            if (size > 0)
            {
                ids[parent] = Grow(size);
                return;
            }

            ids[parent] = leafTargets.Count;
            leafTargets.Add(random.Next(targets));
            leafWeights.Add(random.NextSingle());
        }
    }
}
