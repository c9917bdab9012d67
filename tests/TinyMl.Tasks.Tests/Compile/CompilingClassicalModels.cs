using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Import.Onnx.Classical;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Compile;

/// <summary>Classical models through the whole compiler.</summary>
[TestClass]
public sealed class CompilingClassicalModels
{
    [TestMethod]
    [DataRow("Int8")]
    [DataRow("Float16")]
    [DataRow("None")]
    public void PipelinesNeedNoCalibrationDataAndStayFloat(string mode)
    {
        using var folder = new DataFolder();
        CompiledModel compiled = Compile(folder, Pipeline(), Enum.Parse<QuantizationMode>(mode));
        TinyModel model = TinyModel.Load(compiled.Packed);

        Assert.IsTrue(model.Inputs.All(input => input.ElementType == ElementType.Float32));
        CollectionAssert.AreEqual(new[] { ElementType.Int64, ElementType.Float32 }, model.Outputs.Select(output => output.ElementType).ToArray());
        Assert.IsTrue(compiled.Report.Kernels.All(kernel => !kernel.EndsWith("Int8", StringComparison.Ordinal)), string.Join(", ", compiled.Report.Kernels));
    }

    [TestMethod]
    public void LabelsOfTheFileAreInTheReportAndInThePackedModel()
    {
        using var folder = new DataFolder();
        CompiledModel compiled = Compile(folder, Iris(), QuantizationMode.Int8);

        TinyModel model = TinyModel.Load(compiled.Packed);
        Prediction prediction = model.Predict([1, 0]);

        CollectionAssert.AreEqual(new[] { "setosa", "versicolor", "virginica" }, model.Labels.ToArray());
        CollectionAssert.AreEqual(model.Labels.ToArray(), compiled.Report.Labels.ToArray());
        Assert.AreEqual("versicolor", prediction.Label);
        Assert.AreEqual(1, prediction.Index);
        Assert.AreEqual(model.Output<float>(1)[1], prediction.Score);
        Assert.AreEqual(1, model.Output<long>()[0]);
    }

    [TestMethod]
    public void AccuracyIsThatOfTheScores()
    {
        using var folder = new DataFolder();
        string data = folder.Text("data.csv", "1,0,1\n0,1,2\n-1,-1,0\n1,0,2\n");

        CompiledModel compiled = Compile(folder, Iris(), QuantizationMode.Int8, data);

        Assert.AreEqual(0.75, compiled.Report.Accuracy!.Packed);
        Assert.AreEqual(1, compiled.Report.Accuracy.Agreement);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void ATreeOfAThousandNodesTakesAtMostEightKilobytes(int targets)
    {
        using var folder = new DataFolder();
        var forest = new RandomForest(new Random(5)) { Features = 30, IsOnGrid = false, NodeModes = RandomForest.Modes, TracksMissing = true, Targets = [.. Enumerable.Range(0, targets)], Weight = random => random.Next(200) / 200f };
        forest.Grow(500);
        OnnxModelBuilder model = ClassicalModel.Of("TreeEnsembleRegressor", 1, forest.Features, 1, [.. forest.Attributes("target"), Attribute("n_targets", targets)]);

        CompiledModel compiled = Compile(folder, model, QuantizationMode.Int8);

        Assert.IsLessThanOrEqualTo(8192, compiled.Packed.Length);
        Console.WriteLine(compiled.Packed.Length);
    }

    [TestMethod]
    public void NumbersThatRepeatAreStoredOnce()
    {
        using var folder = new DataFolder();
        var forest = new RandomForest(new Random(6)) { Weight = random => 1f / (3 + random.Next(4)) };
        for (int tree = 0; tree < 20; tree++) forest.Grow(49);
        OnnxModelBuilder model = ClassicalModel.Of("TreeEnsembleRegressor", 1, forest.Features, 1, [.. forest.Attributes("target"), Attribute("n_targets", 1)]);

        CompiledModel compiled = Compile(folder, model, QuantizationMode.None);

        // 980 inner nodes of three bytes (key, size, half as Float16 or place), 1000 leaves of one byte.
        Assert.IsLessThanOrEqualTo(5200, compiled.Packed.Length);
        ClassicalOracle.RequireAgreement(model, forest.Samples(1), 0);
    }

    private static CompiledModel Compile(DataFolder folder, OnnxModelBuilder model, QuantizationMode mode, string? validation = null)
    {
        string path = folder.Bytes("model.onnx", model.Write());
        return Compiled.Model(path, new CompileOptions { Quantization = mode, ValidationData = validation });
    }

    /// <summary>Features side by side, missing ones filled in, scaled, classified by trees, and named.</summary>
    private static OnnxModelBuilder Pipeline()
    {
        var forest = new RandomForest(new Random(1)) { Features = 3, Targets = [0, 1, 2], SpeaksOfOne = true };
        for (int tree = 0; tree < 4; tree++) forest.Grow(5);
        OnnxModelBuilder model = ClassicalModel.Empty();
        string features = model.Add("FeatureVectorizer", [model.Input(1, 1), model.Input(1, 2)], 1, Attribute("inputdimensions", [1L, 2]))[0];
        string filled = model.Add("Imputer", [features], 1, Attribute("imputed_value_floats", [0.5f, 1, 2]), Attribute("replaced_value_float", float.NaN))[0];
        string scaled = model.Add("Scaler", [filled], 1, Attribute("offset", [0.1f]), Attribute("scale", [3f, 2, 1]))[0];
        string[] outputs = model.Add("TreeEnsembleClassifier", [scaled], 2, [.. forest.Attributes("class"), Attribute("classlabels_int64s", [0L, 1, 2])]);
        string label = model.Node("Cast", [outputs[0]], Attribute("to", 7L));
        string normalized = model.Add("Normalizer", [outputs[1]], 1, Attribute("norm", "L1"))[0];
        return model.Untyped(label, model.Add("ZipMap", [normalized], 1, Attribute("classlabels_int64s", [0L, 1, 2]))[0]);
    }

    private static OnnxModelBuilder Iris()
    {
        AttributeProto names = ClassicalModel.Strings("classlabels_strings", "setosa", "versicolor", "virginica");
        OnnxModelBuilder model = ClassicalModel.Empty();
        string[] outputs = model.Add("LinearClassifier", [model.Input(1, 2)], 2, Attribute("coefficients", [-1f, -1, 1, 0, 0, 1]), Attribute("intercepts", [0f, 0.1f, 0]), Attribute("post_transform", "SOFTMAX"), names);
        return model.Untyped(model.Node("Identity", [outputs[0]]), model.Add("ZipMap", [outputs[1]], 1, names)[0]);
    }
}
