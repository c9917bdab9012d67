using System;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Recipes;

[TestClass]
public sealed class RecipeFiles
{
    private static readonly Graph Network = TwoLayers();

    private static readonly Gen<LayerRecipe> AnyLayer =
        from bits in Gen.OneOf(Gen.Const((int?)null), Gen.Int[2, 8].Select(bits => (int?)bits))
        from clusters in Any<int?>(null, 0, 2, 17, 128)
        from rounding in Any<Rounding?>(null, Rounding.Nearest, Rounding.Clipped, Rounding.Reconstructed)
        from correction in Any<bool?>(null, false, true)
        from sparsity in Gen.OneOf(Gen.Const((double?)null), Gen.Double[0, 0.95].Select(sparsity => (double?)sparsity))
        select new LayerRecipe("Conv2D0", bits, clusters, rounding, correction, sparsity);

    private static readonly Gen<ActivationRecipe> AnyActivation =
        from method in Any<string?>([null, .. RangeMethod.All.Select(method => method.Name)])
        from ends in Gen.Select(Gen.Single.Where(float.IsFinite), Gen.Single.Where(float.IsFinite))
        from isGiven in Gen.Bool
        select new ActivationRecipe("input0", method, isGiven ? Math.Min(ends.Item1, ends.Item2) : null, isGiven ? Math.Max(ends.Item1, ends.Item2) : null);

    [TestMethod]
    public void WhatIsWrittenIsReadAsItWas() =>
        Gen.Select(AnyLayer, AnyActivation, Any<bool?>(null, false, true)).Sample((layer, activation, equalization) =>
        {
            var recipe = new Recipe([layer, new LayerRecipe("FullyConnected1")], [activation], equalization);

            Recipe read = Read(Encoding.UTF8.GetString(RecipeWriter.Write(recipe)));

            Assert.IsTrue(recipe.Layers.SequenceEqual(read.Layers));
            Assert.IsTrue(recipe.Activations.SequenceEqual(read.Activations));
            Assert.AreEqual(recipe.Equalization, read.Equalization);
        });

    [TestMethod]
    public void AFileHasALineForEachLayerAndActivationInEveryCulture()
    {
        using var culture = new CommaCulture();
        var recipe = new Recipe(
            [new LayerRecipe("conv/a+b", 4, 0, Rounding.Reconstructed, true, 0.25), new LayerRecipe("fc")],
            [new ActivationRecipe("x", "min-max", -1.5f, 0.1f)],
            Equalization: false);

        Assert.AreEqual(
            """
            {
              "equalization": false,
              "layers": [
                { "name": "conv/a+b", "bits": 4, "clusters": 0, "rounding": "reconstructed", "biasCorrection": true, "sparsity": 0.25 },
                { "name": "fc" }
              ],
              "activations": [
                { "name": "x", "method": "min-max", "minimum": -1.5, "maximum": 0.1 }
              ]
            }

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(RecipeWriter.Write(recipe)));
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("\uFEFF{ }")]
    [DataRow("{ \"layers\": [], \"activations\": [] }")]
    [DataRow("// nothing yet\n{ \"layers\": [ /* later */ ], }")]
    public void ARecipeMayLeaveEverythingOpen(string json)
    {
        Recipe recipe = Read(json);

        Assert.IsEmpty(recipe.Layers);
        Assert.AreEqual(new LayerRecipe("Conv2D0"), recipe.Layer("Conv2D0"));
        Assert.AreEqual(new ActivationRecipe("input0"), recipe.Activation("input0"));
    }

    [TestMethod]
    public void OtherRecipesOfALayerTakeItsPlace()
    {
        Recipe recipe = Recipe.Empty.With(new LayerRecipe("a", 8)).With(new LayerRecipe("b", 8)).With(new LayerRecipe("a", 4));

        CollectionAssert.AreEqual(new[] { new LayerRecipe("a", 4), new LayerRecipe("b", 8) }, recipe.Layers);
    }

    [TestMethod]
    [DataRow("", 1, "not JSON")]
    [DataRow("{\n  \"layers\": [\n    {\"name\":", 3, "not JSON")]
    [DataRow("{}\n{}", 2, "not JSON")]
    [DataRow("[]", 1, "in braces")]
    [DataRow("{\n\"layer\": []}", 2, "its fields are equalization, layers, activations")]
    [DataRow("{\n\"layers\": 1}", 2, "in brackets")]
    [DataRow("{\n\"layers\": {}}", 2, "in brackets")]
    [DataRow("{\n\"layers\": [1]}", 2, "objects in braces")]
    [DataRow("{\n\"layers\": [{\n}]}", 3, "no name")]
    [DataRow("{\n\"layers\": [{\"name\": 1}]}", 2, "in quotation marks")]
    [DataRow("{\n\"layers\": [\n{\"name\": \"conv\"}]}", 3, "'Conv2D0', 'FullyConnected1'")]
    [DataRow("{\n\"layers\": [\n{\"name\": \"Conv2D0\"},\n{\"name\": \"Conv2D0\"}]}", 4, "there twice")]
    [DataRow("{\"layers\": [{\n\"name\": \"Conv2D0\",\n\"bit\": 4}]}", 3, "its fields are name, bits, clusters, rounding, biasCorrection, sparsity")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"bits\": 4,\n\"bits\": 4}]}", 3, "given twice")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"bits\": 9}]}", 2, "from 2 to 8")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"bits\": 4.5}]}", 2, "from 2 to 8")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"clusters\": 1}]}", 2, "from 2 to 128")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"rounding\": \"up\"}]}", 2, "\"nearest\", \"clipped\", \"reconstructed\"")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"biasCorrection\": 1}]}", 2, "true or false")]
    [DataRow("{\"layers\": [{\"name\": \"Conv2D0\",\n\"sparsity\": 0.96}]}", 2, "from 0 to 0.95")]
    [DataRow("{\n\"equalization\": 1}", 2, "true or false")]
    [DataRow("{\"activations\": [{\"name\": \"input0\",\n\"method\": \"guess\"}]}", 2, "\"min-max\"")]
    [DataRow("{\"activations\": [{\"name\": \"input0\",\n\"minimum\": 1e39, \"maximum\": 1}]}", 2, "is a number")]
    [DataRow("{\"activations\": [{\"name\": \"input0\",\n\"minimum\": 1}]}", 2, "one end")]
    [DataRow("{\"activations\": [{\"name\": \"input0\",\n\"minimum\": 1, \"maximum\": 0}]}", 2, "above its maximum")]
    public void WhatIsNoRecipeOfTheModelIsSaidWithItsLineAndWhatIsAllowed(string json, int line, string cure)
    {
        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Read(json));

        Assert.AreEqual("TML1103", exception.Diagnostic.Code);
        Assert.StartsWith($"Recipe=\"keywords.recipe.json\" is not possible: in line {line}, ", exception.Message);
        Assert.Contains(cure, exception.Message);
    }

    [TestMethod]
    public void DamagedFilesEndInADiagnostic()
    {
        byte[] whole = RecipeWriter.Write(new Recipe([new LayerRecipe("Conv2D0", 4, 16, Rounding.Clipped, true, 0.5)], [new ActivationRecipe("input0", "min-max", -1, 1)], true));

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((index, value) =>
        {
            byte[] damaged = [.. whole];
            damaged[index] = value;
            try
            {
                RecipeReader.Read("a.json", damaged, Network);
            }
            catch (DiagnosticException exception)
            {
                Assert.AreEqual("TML1103", exception.Diagnostic.Code);
            }
        });
    }

    [TestMethod]
    public void LayersThatShareTheirWeightsLoseNone()
    {
        var builder = new GraphBuilder();
        Tensor weights = GraphBuilder.Random(1, 4, 4);
        Tensor y = builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, 4), weights);
        Graph graph = builder.Build(builder.Add(new FullyConnected(ActivationRange.None), y, weights));

        var exception = Assert.ThrowsExactly<DiagnosticException>(
            () => RecipeReader.Read("a.json", Encoding.UTF8.GetBytes("{\"layers\": [\n{\"name\": \"FullyConnected0\", \"sparsity\": 0.5}]}"), graph));

        Assert.AreEqual("TML1103", exception.Diagnostic.Code);
        Assert.Contains("in line 2, 'FullyConnected0' shares its weights", exception.Message);
    }

    [TestMethod]
    public void AFileThatIsNotThereIsNamed()
    {
        var exception = Assert.ThrowsExactly<DiagnosticException>(() => RecipeReader.Read(Path.Combine(Path.GetTempPath(), "none.recipe.json"), Network));

        Assert.AreEqual("TML1001", exception.Diagnostic.Code);
        Assert.Contains("none.recipe.json", exception.Message);
    }

    private static Gen<TValue> Any<TValue>(params TValue[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Recipe Read(string json) => RecipeReader.Read("keywords.recipe.json", Encoding.UTF8.GetBytes(json), Network);

    private static Graph TwoLayers()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Window.Unit, ActivationRange.None), builder.Input(1, 4, 4, 2), GraphBuilder.Random(1, 3, 2, 2, 2));
        return builder.Build(builder.Add(new FullyConnected(ActivationRange.None), y, GraphBuilder.Random(2, 5, 27)));
    }
}
