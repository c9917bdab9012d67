using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Lower;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>The graphs that converters write around classical models.</summary>
[TestClass]
public sealed class ExportedPipelineTests
{
    private static readonly string[] Names = ["low", "middle", "high"];

    /// <summary>As skl2onnx writes ensembles of classifiers: the label is looked up in the classes by the place of the best score.</summary>
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void LabelsThatAreLookedUpAgree(bool strings)
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        var forest = new RandomForest(new Random(4)) { Targets = [0, 1, 2] };
        for (int tree = 0; tree < 5; tree++) forest.Grow(6);
        string scores = model.Add("TreeEnsembleRegressor", [model.Input(8, forest.Features)], 1, [.. forest.Attributes("target"), Attribute("n_targets", 3)])[0];
        string best = model.Node("ArgMax", [scores], Attribute("axis", 1), Attribute("keepdims", 1));
        string classes = strings ? model.Initializer(Strings(Names)) : model.Integers(7, 3, 5);
        string label = model.Add("ArrayFeatureExtractor", [classes, best], 1)[0];
        model.Untyped(model.Node("Reshape", [label, model.Integers(-1)]), scores);

        ClassicalOracle.RequireAgreement(model, forest.Samples(8), 0);
        CollectionAssert.AreEqual(strings ? Names : ["7", "3", "5"], OnnxRuntimeOracle.Import(model.Write()).Labels.ToArray());
    }

    /// <summary>As ML.NET writes multiclass models: keys are unsigned and named by a node that nothing reads.</summary>
    [TestMethod]
    public void KeysOfMlNetAreIntegersAndTheirNamesLabels()
    {
        OnnxModelBuilder model = ClassicalModel.Empty(2);
        string scaled = model.Add("Scaler", [model.Input(1, 2)], 1, Attribute("offset", [0f, 0]), Attribute("scale", [0.1f, 0.5f]))[0];
        string[] outputs = model.Add("LinearClassifier", [scaled], 2, Attribute("coefficients", [1f, -1, 0.5f, 1, -1, 2]), Attribute("intercepts", [0.5f, 0, 1]), Attribute("classlabels_ints", [1L, 2, 3]), Attribute("post_transform", "SOFTMAX"));
        string key = model.Node("Reshape", [model.Node("Cast", [outputs[0]], Attribute("to", (long)TensorProto.Types.DataType.Uint32)), model.Integers(1, 1)]);
        string unused = model.Add("LabelEncoder", [model.Initializer(Strings("one"))], 1, ClassicalModel.Strings("keys_strings", Names), Attribute("values_int64s", [0L, 1, 2]))[0];
        model.Graph.Node[^1].Name = "mlnet.Score.SlotNames";
        model.Untyped(model.Node("Identity", [scaled]), model.Node("Identity", [key]), outputs[1], unused);

        Graph graph = OnnxRuntimeOracle.Import(model.Write());
        TinyModel runtime = OnnxRuntimeOracle.Load(graph);
        Prediction prediction = runtime.Predict([1, 2]);

        CollectionAssert.AreEqual(Names, runtime.Labels.ToArray());
        Assert.AreEqual("high", prediction.Label);
        Assert.AreEqual(3, runtime.Output<long>(1)[0]);
        Assert.AreEqual(-1, runtime.Output<long>(3)[0]);
    }

    /// <summary>As onnxmltools writes LightGBM's categories: a chain of equalities that share one node.</summary>
    [TestMethod]
    public void ChainsOfEqualitiesBecomeSets()
    {
        string[] modes = ["BRANCH_EQ", "BRANCH_EQ", "BRANCH_EQ", "BRANCH_LEQ", "LEAF", "LEAF", "LEAF"];
        OnnxModelBuilder model = ClassicalModel.Of(
            "TreeEnsembleRegressor", 9, 2, 1,
            Attribute("nodes_treeids", new long[7]), Attribute("nodes_nodeids", [0L, 1, 2, 3, 4, 5, 6]), Attribute("nodes_featureids", [0L, 0, 0, 1, 0, 0, 0]), Attribute("nodes_values", [2f, 40, 7, 0.5f, 0, 0, 0]),
            ClassicalModel.Strings("nodes_modes", modes), Attribute("nodes_truenodeids", [3L, 3, 3, 4, 0, 0, 0]), Attribute("nodes_falsenodeids", [1L, 2, 6, 5, 0, 0, 0]),
            Attribute("target_treeids", new long[3]), Attribute("target_nodeids", [4L, 5, 6]), Attribute("target_ids", new long[3]), Attribute("target_weights", [1f, 2, 3]), Attribute("n_targets", 1));

        Graph graph = ClassicalOracle.RequireAgreement(model, [2, 0, 2, 1, 40, 0, 40, 1, 7, 0, 7, 1, 3, 0, 0, 1, float.NaN, 0], 0);

        LoweredOperator trees = GraphLowering.Lower(graph).Operators.Single();
        Assert.AreEqual(OperatorCode.TreeEnsembleClassical, trees.Code);
        Assert.AreEqual(2, trees.Inputs[1].Tensor.Data[0], "The tree has two inner nodes.");
    }

    /// <summary>As skl2onnx and ML.NET join features of their own inputs.</summary>
    [TestMethod]
    public void SeveralInputsAreJoined()
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        string[] inputs = [.. Enumerable.Range(0, 3).Select(_ => model.Input(1, 1))];
        model.Untyped(model.Add("LinearRegressor", [model.Node("Concat", inputs, Attribute("axis", 1))], 1, Attribute("coefficients", [1f, 10, 100]), Attribute("intercepts", [0.5f])));
        TinyModel runtime = OnnxRuntimeOracle.Load(OnnxRuntimeOracle.Import(model.Write()));
        for (int i = 0; i < 3; i++) runtime.Input<float>(i)[0] = i + 1;

        runtime.Invoke();

        Assert.AreEqual(321.5f, runtime.Output<float>()[0]);
    }

    [TestMethod]
    public void IntegersAreConverted()
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        string[] inputs = [model.Input(1, 1), model.Input(1, 2)];
        foreach (ValueInfoProto input in model.Graph.Input) input.Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Int64;
        string x = model.Add("FeatureVectorizer", inputs, 1, Attribute("inputdimensions", [1L, 2]))[0];
        model.Untyped([.. model.Add("LinearRegressor", [x], 1, Attribute("coefficients", [1f, 10, 100])), .. model.Add("Scaler", [inputs[1]], 1, Attribute("offset", [1f]), Attribute("scale", [0.5f]))]);
        TinyModel runtime = OnnxRuntimeOracle.Load(OnnxRuntimeOracle.Import(model.Write()));
        runtime.Input<long>()[0] = 1;
        runtime.Input<long>(1)[0] = 2;
        runtime.Input<long>(1)[1] = 3;

        runtime.Invoke();

        Assert.AreEqual(321, runtime.Output<float>()[0]);
        Assert.AreEqual(1, runtime.Output<float>(1)[1]);
    }

    [TestMethod]
    public void AnInputOfStringsIsRefusedByName()
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        string x = model.Input(1, 1);
        model.Graph.Input[0].Type.TensorType.ElemType = (int)TensorProto.Types.DataType.String;
        model.Untyped(model.Add("LabelEncoder", [x], 1, ClassicalModel.Strings("keys_strings", "a"), Attribute("values_int64s", [1L])));

        var exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.Contains("the input 'x0' is of the type String", exception.Message);
    }

    private static TensorProto Strings(params IEnumerable<string> values)
    {
        var tensor = new TensorProto { DataType = TensorProto.Types.DataType.String };
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        tensor.Dims.Add(tensor.StringData.Count);
        return tensor;
    }
}
