using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>What stands before and behind classical models, against ONNX Runtime, bit for bit.</summary>
[TestClass]
public sealed class PreprocessingTests
{
    private const int Samples = 5;
    private const int Features = 4;

    [TestMethod]
    [DataRow(1)]
    [DataRow(Features)]
    public void ScalersGiveTheSameBits(int count) => Agree("Scaler", Attribute("offset", Numbers(1, count)), Attribute("scale", Numbers(2, count)));

    [TestMethod]
    [DataRow("MAX")]
    [DataRow("L1")]
    [DataRow("L2")]
    public void NormalizersGiveTheSameBits(string norm)
    {
        Agree("Normalizer", Attribute("norm", norm));
        ClassicalOracle.RequireAgreement(ClassicalModel.Of("Normalizer", 3, 2, 1, Attribute("norm", norm)), [0, 0, -2, -3, -1, 1], 0);
    }

    [TestMethod]
    [DataRow(1, float.NaN)]
    [DataRow(Features, float.NaN)]
    [DataRow(Features, -1f)]
    public void ImputersGiveTheSameBits(int count, float replaced) =>
        ClassicalOracle.RequireAgreement(
            ClassicalModel.Of("Imputer", 2, Features, 1, Attribute("imputed_value_floats", Numbers(1, count)), Attribute("replaced_value_float", replaced)),
            [float.NaN, -1, 2, 3, -1, float.NaN, -1, 0], 0);

    [TestMethod]
    public void BinarizersGiveTheSameBits()
    {
        Agree("Binarizer", Attribute("threshold", 0.25f));
        Agree("Binarizer");
    }

    [TestMethod]
    public void ExtractedFeaturesAreTheSame()
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        string x = model.Input(Samples, Features);
        model.Untyped(model.Add("ArrayFeatureExtractor", [x, model.Integers(2, 0, 2)], 1));
        ClassicalOracle.RequireAgreement(model, Numbers(3, Samples * Features), 0);
    }

    [TestMethod]
    public void MappedNumbersAreTheSame()
    {
        OnnxModelBuilder model = ClassicalModel.Empty();
        string x = model.Input(6, 1);
        AttributeProto[] keys = [Attribute("keys_floats", [1f, 2.5f, -3]), Attribute("values_int64s", [10L, 20, 30]), Attribute("default_int64", 7L)];
        string[] integers = model.Add("LabelEncoder", [x], 1, keys);
        string[] floats = model.Add("LabelEncoder", integers, 1, Attribute("keys_int64s", [20L, 7]), Attribute("values_floats", [0.5f, 0.25f]));
        string[] strings = model.Add("LabelEncoder", integers, 1, Attribute("keys_int64s", [10L, 20, 30, 7]), ClassicalModel.Strings("values_strings", "a", "b", "a", "c"));
        string[] numbers = model.Add("LabelEncoder", strings, 1, ClassicalModel.Strings("keys_strings", "c", "a", "z"), Attribute("values_int64s", [1L, 2, 3]));
        model.Untyped([.. integers, .. floats, .. strings, .. numbers]);
        ClassicalOracle.RequireAgreement(model, [1, 2.5f, -3, 0, float.NaN, 2], 0);
    }

    [TestMethod]
    public void MissingNumbersAreAKey()
    {
        OnnxModelBuilder model = ClassicalModel.Empty(4);
        string x = model.Input(3, 1);
        model.Untyped(model.Add(
            "LabelEncoder", [x], 1,
            Attribute("keys_tensor", FloatTensor([2], float.NaN, 1)), Attribute("values_tensor", IntegerTensor([2], 5, 6)), Attribute("default_tensor", IntegerTensor([1], 9))));
        ClassicalOracle.RequireAgreement(model, [float.NaN, 1, 2], 0);
    }

    private static void Agree(string operation, params AttributeProto[] attributes) =>
        ClassicalOracle.RequireAgreement(ClassicalModel.Of(operation, Samples, Features, 1, attributes), Numbers(4, Samples * Features), 0);

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (4 * random.NextSingle()) - 2)];
    }
}
