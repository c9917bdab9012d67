using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>Classical models that contradict themselves or are not supported: the message names what is at fault.</summary>
[TestClass]
public sealed class ClassicalRefusalTests
{
    [TestMethod]
    [DataRow("OneHotEncoder")]
    [DataRow("DictVectorizer")]
    [DataRow("CategoryMapper")]
    [DataRow("CastMap")]
    public void OtherOperatorsAreNamed(string operation) => Refused(ClassicalModel.Of(operation, 1, 2, 1), "TML1004", $"ai.onnx.ml.{operation} (node", "ai.onnx.ml.TreeEnsembleClassifier");

    [TestMethod]
    public void ATreeHasNoCycle()
    {
        Refused(Regressor(("nodes_truenodeids", [1L, 0, 0])), "TML1003", "the inner node at place 0 of its list leads back to itself");
        Refused(Regressor(("nodes_truenodeids", [0L, 2, 0])), "TML1003", "the inner node at place 0 of its list leads back to itself");
    }

    [TestMethod]
    public void ATreeHasNoSharedInnerNodes() =>
        Refused(Regressor(("nodes_truenodeids", [1L, 2, 0]), ("nodes_falsenodeids", [1L, 2, 0])), "TML1004", "two inner nodes lead to the one at place 1");

    [TestMethod]
    [DataRow("nodes_featureids", new[] { 2L, 0, 0 }, "looks at feature 2, and there are 2")]
    [DataRow("nodes_featureids", new[] { -1L, 0, 0 }, "looks at feature -1")]
    [DataRow("nodes_featureids", new[] { 0L, 0 }, "its attribute 'nodes_featureids' has 2 elements, not 3")]
    [DataRow("nodes_truenodeids", new[] { 9L, 2, 0 }, "leads to node 9, which its tree does not have")]
    [DataRow("nodes_falsenodeids", new[] { long.MinValue, 0, 0 }, "leads to node -9223372036854775808")]
    [DataRow("nodes_nodeids", new[] { 0L, 0, 2 }, "it has the node 0 of tree 0 twice")]
    [DataRow("nodes_treeids", new[] { 0L, 1, 0 }, "it has a value for node 1 of tree 0, which there is not")]
    [DataRow("nodes_missing_value_tracks_true", new[] { 0L }, "has 1 elements, not 3")]
    [DataRow("target_ids", new[] { 1L, 0 }, "has a value for target 1, and there are 1")]
    [DataRow("target_nodeids", new[] { 7L, 2 }, "it has a value for node 7 of tree 0, which there is not")]
    [DataRow("target_nodeids", new[] { 1L, 2 }, "has two values for target 0")]
    [DataRow("target_treeids", new[] { 0L }, "its attribute 'target_treeids' has 1 elements, not 2")]
    [DataRow("n_targets", new[] { 0L }, "it has 0 targets")]
    [DataRow("n_targets", new[] { long.MaxValue }, "it has 9223372036854775807 targets")]
    public void AListOfATreeIsWhole(string attribute, long[] values, string reason)
    {
        (string, long[])[] leaves = attribute == "target_nodeids" && values[0] == 1 ? [("target_nodeids", [2L, 2])] : [(attribute, values)];
        Refused(Regressor(leaves), "TML1003", reason);
    }

    [TestMethod]
    public void ALeafHasAValueAndAModeAName()
    {
        Refused(Regressor(("target_nodeids", [2L]), ("target_ids", [0L]), ("target_treeids", [0L])), "TML1003", "'target_weights' has 2 elements, not 1");
        Refused(Of("TreeEnsembleRegressor", Attribute("nodes_treeids", [0L]), Attribute("nodes_nodeids", [0L]), Attribute("nodes_featureids", [0L]), Attribute("nodes_values", [0f]), ClassicalModel.Strings("nodes_modes", "LEAF"), Attribute("nodes_truenodeids", [0L]), Attribute("nodes_falsenodeids", [0L]), Attribute("n_targets", 1L), Attribute("target_ids", Array.Empty<long>())), "TML1003", "is a leaf without a value");
        Refused(Regressor("BRANCH_MEMBER"), "TML1003", "has the mode 'BRANCH_MEMBER', which there is not");
        Refused(Regressor("BRANCH_ODD"), "TML1003", "has the mode 'BRANCH_ODD'");
    }

    [TestMethod]
    public void ThresholdsThatBinary32DoesNotHaveAreRefused()
    {
        OnnxModelBuilder model = Regressor();
        AttributeProto values = model.Graph.Node[0].Attribute.Single(attribute => attribute.Name == "nodes_values");
        model.Graph.Node[0].Attribute.Remove(values);
        model.Graph.Node[0].Attribute.Add(Attribute("nodes_values_as_tensor", Tensor(TensorProto.Types.DataType.Double, [3], System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>([0.5, 0.1, 0]))));
        Refused(model, "TML1004", "'nodes_values_as_tensor' has 0.1, which is no binary32 number");
    }

    [TestMethod]
    public void ClassifiersSayTheirLabelsOnce()
    {
        Refused(Of("LinearClassifier", Attribute("coefficients", [1f, 2, 3, 4]), Attribute("intercepts", [1f, 2])), "TML1003", "it has no class labels");
        Refused(Of("LinearClassifier", Attribute("coefficients", [1f, 2, 3, 4]), Attribute("classlabels_ints", [1L, 2]), ClassicalModel.Strings("classlabels_strings", "a", "b")), "TML1003", "both integers and strings");
        Refused(Of("LinearClassifier", Attribute("coefficients", [1f, 2, 3, 4]), Attribute("classlabels_ints", [1L, 2, 3])), "TML1003", "it has 2 scores and 3 class labels");
        Refused(Of("LinearClassifier", Attribute("coefficients", [1f, 2, 3]), Attribute("intercepts", [1f, 2]), Attribute("classlabels_ints", [1L, 2])), "TML1003", "it has 3 coefficients, and 2 scores of 2 features");
    }

    [TestMethod]
    public void SupportVectorsAreAsManyAsTheModelSays()
    {
        AttributeProto[] valid = [Attribute("kernel_params", [1f, 0, 2.5f]), Attribute("n_supports", 2L), Attribute("support_vectors", [1f, 2, 3, 4]), Attribute("coefficients", [1f, 2]), Attribute("rho", [0f])];
        Refused(Of("SVMRegressor", [.. valid, Attribute("kernel_type", "POLY")]), "TML1004", "its degree is 2.5");
        Refused(Of("SVMRegressor", [.. valid, Attribute("kernel_type", "ODD")]), "TML1003", "its kernel_type is 'ODD'");
        Refused(Of("SVMRegressor", [.. valid, Attribute("post_transform", "LOGISTIC")]), "TML1004", "it has a post_transform; NONE is supported");
        valid[2] = Attribute("support_vectors", [1f, 2, 3]);
        Refused(Of("SVMRegressor", valid), "TML1003", "it has 3 numbers for 2 support vectors of 2 features");
        Refused(Of("SVMClassifier", Attribute("vectors_per_class", [1L, long.MaxValue]), Attribute("classlabels_ints", [0L, 1])), "TML1003", "a negative or a huge number of vectors");
    }

    [TestMethod]
    public void FeaturesAreAsManyAsTheModelSays()
    {
        Refused(Of("Scaler", Attribute("offset", [1f, 2, 3]), Attribute("scale", [1f])), "TML1003", "its attribute 'offset' has 3 elements, and there are 2 features");
        Refused(Of("Imputer", Attribute("imputed_value_int64s", [1L])), "TML1004", "'imputed_value_int64s' replaces integers");
        Refused(Of("Normalizer", Attribute("norm", "L3")), "TML1003", "its norm is 'L3'");
        Refused(Of("ZipMap", Attribute("classlabels_int64s", [1L, 2, 3])), "TML1003", "it has 3 keys, and its input [1, 2]");
        OnnxModelBuilder vectorizer = ClassicalModel.Empty();
        vectorizer.Untyped(vectorizer.Add("FeatureVectorizer", [vectorizer.Input(1, 2), vectorizer.Input(1, 3)], 1, Attribute("inputdimensions", [2L, 2])));
        Refused(vectorizer, "TML1004", "its inputdimensions are 2, 2, and its inputs have 2, 3 features");
    }

    [TestMethod]
    public void StringsThatNothingReadsAreRefused()
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        string[] outputs = model.Add("LinearClassifier", [model.Input(1, 2)], 2, Attribute("coefficients", [1f, 2, 3, 4]), ClassicalModel.Strings("classlabels_strings", "a", "b"));
        model.Untyped(model.Node("Cast", [outputs[0]], Attribute("to", 7L)));
        Refused(model, "TML1004", "is of strings, and it takes numbers here");
    }

    [TestMethod]
    public void AnAttributeThatIsNotKnownIsNamed() => Refused(Of("Normalizer", Attribute("surprise", 1L)), "TML1004", "its attribute 'surprise' is not known");

    /// <summary>A tree of one inner node and two leaves with lists replaced.</summary>
    private static OnnxModelBuilder Regressor(params (string Name, long[] Values)[] lists) => Regressor("BRANCH_LEQ", lists);

    private static OnnxModelBuilder Regressor(string mode, params (string Name, long[] Values)[] lists)
    {
        var integers = new Dictionary<string, long[]>
        {
            ["nodes_treeids"] = [0, 0, 0],
            ["nodes_nodeids"] = [0, 1, 2],
            ["nodes_featureids"] = [0, 0, 0],
            ["nodes_truenodeids"] = [1, 0, 0],
            ["nodes_falsenodeids"] = [2, 0, 0],
            ["target_ids"] = [0, 0],
            ["target_nodeids"] = [1, 2],
            ["target_treeids"] = [0, 0],
        };
        long targets = 1;
        foreach ((string name, long[] values) in lists)
        {
            if (name == "n_targets") targets = values[0];
            else integers[name] = values;
        }

        bool isInner = integers["nodes_truenodeids"] is [_, 2, _] || integers["nodes_truenodeids"] is [1, 0, 0] && lists.Any(list => list.Name == "nodes_truenodeids");
        string[] modes = [mode, isInner ? mode : "LEAF", "LEAF"];
        return Of("TreeEnsembleRegressor", [.. integers.Select(pair => Attribute(pair.Key, pair.Value)), Attribute("nodes_values", [0.5f, 0, 0]), ClassicalModel.Strings("nodes_modes", modes), Attribute("target_weights", [1f, 2]), Attribute("n_targets", targets)]);
    }

    private static OnnxModelBuilder Of(string operation, params IEnumerable<AttributeProto> attributes) => ClassicalModel.Of(operation, 1, 2, 1, attributes);

    private static void Refused(OnnxModelBuilder model, string code, params string[] parts)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        foreach (string part in parts) Assert.Contains(part, exception.Message);
    }
}
