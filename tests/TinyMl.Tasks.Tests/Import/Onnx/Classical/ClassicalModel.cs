using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using AttributeType = TinyMl.Tasks.Import.Onnx.Format.AttributeProto.Types.AttributeType;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>Models of operators of ONNX-ML.</summary>
internal static class ClassicalModel
{
    public const string Domain = "ai.onnx.ml";

    /// <summary>A model of one operator on samples [N, F], all of whose outputs are the model's.</summary>
    public static OnnxModelBuilder Of(string operation, int samples, int features, int outputs, params IEnumerable<AttributeProto> attributes)
    {
        OnnxModelBuilder model = Empty(operation == "TreeEnsemble" ? 5 : 3);
        return model.Untyped(model.Add(operation, [model.Input(samples, features)], outputs, attributes));
    }

    /// <summary>Declares outputs whose types are left to be inferred.</summary>
    public static OnnxModelBuilder Untyped(this OnnxModelBuilder model, params IEnumerable<string> names)
    {
        model.Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        return model;
    }

    /// <summary>A model without nodes that may use operators of ONNX-ML.</summary>
    public static OnnxModelBuilder Empty(int version = 3)
    {
        var model = new OnnxModelBuilder();
        model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = Domain, Version = version });
        return model;
    }

    /// <summary>Adds a node of ONNX-ML.</summary>
    /// <returns>The names of its outputs.</returns>
    public static string[] Add(this OnnxModelBuilder model, string operation, IEnumerable<string> inputs, int outputs, params IEnumerable<AttributeProto> attributes)
    {
        string first = model.Node(operation, inputs, attributes);
        NodeProto node = model.Graph.Node[^1];
        node.Domain = Domain;
        for (int i = 1; i < outputs; i++) node.Output.Add($"{first}_{i}");
        return [.. node.Output];
    }

    /// <summary>An attribute of strings.</summary>
    public static AttributeProto Strings(string name, params IEnumerable<string> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Strings };
        attribute.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    /// <summary>A small model that holds every operator, for tests that break it.</summary>
    public static OnnxModelBuilder AllOperators()
    {
        OnnxModelBuilder model = Empty(5);
        AttributeProto names = Strings("classlabels_strings", "a", "b", "c");

        // Constants that nothing reads, for tests that take some away.
        for (int i = 0; i < 3; i++) model.Integers(i);
        string x = model.Add("FeatureVectorizer", [model.Input(1, 2), model.Input(1, 2)], 1, Attribute("inputdimensions", [2L, 2]))[0];
        x = model.Add("Imputer", [x], 1, Attribute("imputed_value_floats", [0.5f]), Attribute("replaced_value_float", float.NaN))[0];
        x = model.Add("Scaler", [x], 1, Attribute("offset", [0.5f, 1, 2, 3]), Attribute("scale", [1f, 2, 3, 4]))[0];
        x = model.Add("Normalizer", [model.Add("ArrayFeatureExtractor", [x, model.Integers(0, 2, 1)], 1)[0]], 1, Attribute("norm", "L2"))[0];
        string[] trees = model.Add("TreeEnsembleClassifier", [x], 2, [.. Forest([0, 1, 2], 4).Attributes("class"), names, Attribute("post_transform", "SOFTMAX"), Attribute("base_values", [0.5f, 0, 1])]);
        string[] two = model.Add("TreeEnsembleClassifier", [x], 2, [.. Forest([0], 3).Attributes("class"), Attribute("classlabels_int64s", [0L, 1])]);
        string sum = model.Add("TreeEnsembleRegressor", [x], 1, [.. Forest([0, 1], 3).Attributes("target"), Attribute("n_targets", 2L), Attribute("aggregate_function", "MAX")])[0];
        string sets = model.Add(
            "TreeEnsemble", [x], 1,
            Attribute("n_targets", 1L), Attribute("aggregate_function", 1L), Attribute("post_transform", 0L), Attribute("tree_roots", [0L]), Attribute("membership_values", FloatTensor([3], 1, 2, float.NaN)),
            Attribute("nodes_modes", Tensor(TensorProto.Types.DataType.Uint8, [2], [0, 6])), Attribute("nodes_featureids", [0L, 1]), Attribute("nodes_splits", FloatTensor([2], 0.5f, 0)),
            Attribute("nodes_trueleafs", [0L, 1]), Attribute("nodes_truenodeids", [1L, 0]), Attribute("nodes_falseleafs", [1L, 1]), Attribute("nodes_falsenodeids", [2L, 1]),
            Attribute("leaf_targetids", [0L, 0, 0]), Attribute("leaf_weights", FloatTensor([3], 1, 10, 1000)))[0];
        string[] linear = model.Add("LinearClassifier", [x], 2, Attribute("coefficients", [1f, 2, 3, 4, 5, 6, 7, 8, 9]), Attribute("intercepts", [1f, 2, 3]), names);
        string line = model.Add("LinearRegressor", [x], 1, Attribute("coefficients", [1f, 2, 3]), Attribute("intercepts", [1f]), Attribute("targets", 1L))[0];
        string[] machine = model.Add(
            "SVMClassifier", [x], 2, names,
            Attribute("kernel_type", "RBF"), Attribute("kernel_params", [0.5f, 0, 3]), Attribute("vectors_per_class", [1L, 1, 1]), Attribute("support_vectors", [1f, 2, 3, 4, 5, 6, 7, 8, 9]),
            Attribute("coefficients", [1f, 2, 3, 4, 5, 6]), Attribute("rho", [1f, 2, 3]), Attribute("prob_a", [-1f, -2, -3]), Attribute("prob_b", [1f, 2, 3]));
        string single = model.Add(
            "SVMRegressor", [x], 1,
            Attribute("kernel_type", "POLY"), Attribute("kernel_params", [0.5f, 0, 3]), Attribute("n_supports", 1L), Attribute("support_vectors", [1f, 2, 3]), Attribute("coefficients", [1f]), Attribute("rho", [1f]), Attribute("one_class", 1L))[0];
        string code = model.Add("LabelEncoder", [two[0]], 1, Attribute("keys_int64s", [0L, 1]), Attribute("values_floats", [0.5f, 1.5f]), Attribute("default_float", -1f))[0];
        string zipped = model.Add("ZipMap", [model.Add("Binarizer", [trees[1]], 1, Attribute("threshold", 0.5f))[0]], 1, names)[0];
        return model.Untyped(trees[0], zipped, two[1], sum, sets, linear[0], linear[1], line, machine[0], machine[1], single, code);
    }

    private static RandomForest Forest(int[] targets, int size) =>
        new RandomForest(new Random(size)) { Features = 3, Targets = targets, TracksMissing = true, NodeModes = RandomForest.Modes }.Grow(size).Grow(0);
}
