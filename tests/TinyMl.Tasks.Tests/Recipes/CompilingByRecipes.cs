using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Tests.Compile;
using TinyMl.Tasks.Tests.Data;

namespace TinyMl.Tasks.Tests.Recipes;

[TestClass]
public sealed class CompilingByRecipes
{
    [TestMethod]
    [DataRow(nameof(QuantizationMode.Int8))]
    [DataRow(nameof(QuantizationMode.Int16x8))]
    [DataRow(nameof(QuantizationMode.Auto))]
    public void TheRecipeThatWasTakenGivesTheSameBytes(string quantization)
    {
        using var folder = new DataFolder();
        CompileOptions options = Options(quantization);
        CompiledModel decided = Compile(options);

        CompiledModel followed = Compile(options with { Recipe = folder.Bytes("taken.json", RecipeWriter.Write(decided.Recipe)) });

        CollectionAssert.AreEqual(decided.Packed, followed.Packed);
        CollectionAssert.AreEqual(RecipeWriter.Write(decided.Recipe), RecipeWriter.Write(followed.Recipe));
        Assert.IsTrue(decided.Recipe.Layers.All(layer => layer is { Bits: not null, Clusters: not null, Rounding: not null, BiasCorrection: not null }));
        Assert.IsTrue(decided.Recipe.Activations.All(activation => activation is { Method: not null, Minimum: not null, Maximum: not null }));
    }

    [TestMethod]
    public void ARecipeThatLeavesEverythingOpenChangesNothing()
    {
        using var folder = new DataFolder();
        CompileOptions options = Options(nameof(QuantizationMode.Int8));

        CollectionAssert.AreEqual(Compile(options).Packed, Compile(options with { Recipe = folder.Bytes("open.json", "{}"u8.ToArray()) }).Packed);
    }

    [TestMethod]
    public void WhatARecipeSaysIsDoneAndTheRestIsDecided()
    {
        using var folder = new DataFolder();
        CompileOptions options = Options(nameof(QuantizationMode.Int8));
        CompiledModel decided = Compile(options);
        LayerRecipe[] layers = [.. decided.Recipe.Layers];
        ActivationRecipe activation = decided.Recipe.Activations[^1];
        var wanted = new Recipe(
            [new LayerRecipe(layers[0].Name, Bits: 3, Rounding: Rounding.Clipped), new LayerRecipe(layers[^1].Name, Clusters: 5)],
            [activation with { Minimum = -20, Maximum = 20 }]);

        CompiledModel followed = Compile(options with { Recipe = folder.Bytes("edited.json", RecipeWriter.Write(wanted)) });

        Assert.AreEqual((3, Rounding.Clipped), (followed.Recipe.Layers[0].Bits, followed.Recipe.Layers[0].Rounding));
        Assert.AreEqual(5, followed.Recipe.Layers[^1].Clusters);
        Assert.AreEqual((-20, 20), (followed.Recipe.Activations[^1].Minimum, followed.Recipe.Activations[^1].Maximum));
        CollectionAssert.AreEqual(layers.Select(layer => layer.Name).ToArray(), followed.Recipe.Layers.Select(layer => layer.Name).ToArray());
        CollectionAssert.AreNotEqual(decided.Packed, followed.Packed);
    }

    [TestMethod]
    public void ARecipeOfAnotherModelIsRefusedAtItsLine()
    {
        using var folder = new DataFolder();
        string path = folder.Bytes("other.json", Encoding.UTF8.GetBytes("{\n\"layers\": [\n{ \"name\": \"elsewhere\" }]}"));

        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Compile(Options(nameof(QuantizationMode.Int8)) with { Recipe = path }));

        Assert.AreEqual("TML1103", exception.Diagnostic.Code);
        Assert.Contains("in line 3, the model has no layer 'elsewhere'", exception.Message);
    }

    private static CompileOptions Options(string quantization) => new()
    {
        Quantization = Enum.Parse<QuantizationMode>(quantization),
        CalibrationData = Path.Combine(Folder, "gestures.calibration.npz"),
        ValidationData = Path.Combine(Folder, "gestures.validation.npz"),
        FlashBudget = quantization == nameof(QuantizationMode.Auto) ? 1024 : null,
    };

    private static string Folder => RepositoryFiles.Find("template", "content", "tinyml-device", "models");

    private static CompiledModel Compile(CompileOptions options) => Compiled.Model(Path.Combine(Folder, "gestures.onnx"), options);
}
